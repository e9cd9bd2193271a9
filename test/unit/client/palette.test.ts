import assert from "node:assert/strict";
import { EMPTY_PALETTE, type PaletteChange, palette } from "../../../client/palette/paletteModel.ts";
import { emptyRows, failureRows, type Row, resultRow } from "../../../client/palette/rows.ts";
import { result } from "./samples.ts";

const examples = emptyRows(["getting started with zod"]);
const old = [resultRow(result({ id: "old" }))];
const fresh = [resultRow(result({ id: "fresh" })), resultRow(result({ id: "second" }))];
const message = failureRows({ message: "m", remedy: "r", retryable: true });

/** The model after all changes, and what was carried out on the way. */
function played(...changes: readonly PaletteChange[]) {
  let model = EMPTY_PALETTE;
  const chosen: Row[] = [];
  for (const change of changes) {
    const step = palette(model, change);
    model = step.model;
    if (step.chosen !== undefined) chosen.push(step.chosen);
  }
  return { model, chosen };
}

const emptied: PaletteChange = { type: "emptied", rows: examples };
const asked: PaletteChange = { type: "asked" };
const answered = (generation: number, rows: readonly Row[]): PaletteChange => ({ type: "answered", generation, rows });
const entered = (row?: Row): PaletteChange => ({ type: "entered", row });

describe("palette: rows and Enter", () => {
  it("lists examples while the box is empty", () => assert.equal(played(emptied).model.rows, examples));
  it("takes an example that is chosen", () => assert.deepEqual(played(emptied, entered(examples[0])).chosen, examples));
  it("drops the examples at the first letter", () => assert.deepEqual(played(emptied, asked).model.rows, []));
  it("never takes an example for a text that was typed", () => {
    const { model, chosen } = played(emptied, asked, entered(examples[0]));
    assert.deepEqual(chosen, []);
    assert.equal(model.isEntered, true);
  });
  it("takes the first result of the answer that Enter waited for", () =>
    assert.deepEqual(played(emptied, asked, entered(), answered(2, fresh)).chosen, [fresh[0]]));
  it("never takes a result of an older text", () =>
    assert.deepEqual(played(asked, answered(1, old), asked, entered(old[0]), answered(2, fresh)).chosen, [fresh[0]]));
  it("takes the row that is chosen once the answer is there", () =>
    assert.deepEqual(played(asked, answered(1, fresh), entered(fresh[1])).chosen, [fresh[1]]));
  it("forgets Enter when the text changes after it", () =>
    assert.deepEqual(played(asked, entered(), asked, answered(2, fresh)).chosen, []));
  it("drops a late answer", () => assert.deepEqual(played(asked, asked, answered(1, old)).model.rows, []));
  it("waits no more once it is answered", () => {
    assert.equal(played(asked).model.isPending, true);
    assert.equal(played(asked, answered(1, fresh)).model.isPending, false);
    assert.equal(played(asked, emptied).model.isPending, false);
  });
  it("carries out no remedy unseen", () => {
    const { model, chosen } = played(asked, entered(), answered(1, message));
    assert.deepEqual(chosen, []);
    assert.equal(model.rows, message);
  });
  it("keeps results in sight while one types on, but not for long", () => {
    const typing = [asked, answered(1, old), asked] as const;
    assert.deepEqual(played(...typing).model.rows, old);
    assert.deepEqual(played(...typing, { type: "slow", generation: 2 }).model.rows, []);
    assert.deepEqual(played(...typing, { type: "slow", generation: 1 }).model.rows, old);
    assert.equal(played(asked, answered(1, old), { type: "slow", generation: 1 }).model.rows, old);
  });
  it("drops a message when one types on", () =>
    assert.deepEqual(played(asked, answered(1, message), asked).model.rows, []));
  it("does nothing without a row", () => assert.deepEqual(played(emptied, entered()).chosen, []));
});
