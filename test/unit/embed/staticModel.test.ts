import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { openStaticModel, type StaticModel } from "../../../server/embed/staticModel.ts";
import { ContexterError } from "../../../server/errors.ts";
import { assets } from "../../support/assets.ts";

const unaborted = new AbortController().signal;

describe("StaticModel", () => {
  let model: StaticModel;
  before(async () => {
    model = await openStaticModel(assets);
  });

  it("gives the tokens and vectors that ship with the model", async () => {
    const url = new URL("../../../server/embed/model/test-vectors.json", import.meta.url);
    const { tests } = JSON.parse(await readFile(url, "utf8"));
    assert.equal(tests.length, 25);
    for (const { text, ids, first8 } of tests) {
      assert.deepEqual(model.tokenIds(text), ids, text);
      const vector = model.embed(text);
      for (const [d, value] of first8.entries()) assert.ok(Math.abs(vector[d] - value) <= 2e-6, `${text} [${d}]`);
    }
  });

  it("embeds passages as int8 that stay close to the exact vector", async () => {
    const text = "abort a request after a timeout";
    const exact = model.embed(text);
    const { values, scales, dimension } = await model.embedPassages([text], unaborted);
    let cosine = 0;
    for (let d = 0; d < dimension; d++) cosine += values[d] * scales[0] * exact[d];
    assert.ok(cosine > 0.999, `cosine ${cosine}`);
  });

  it("puts texts of like meaning nearer than others", async () => {
    const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, d) => sum + value * b[d], 0);
    const query = model.embed("cancel a pending http request");
    assert.ok(
      dot(query, model.embed("abort fetch with AbortSignal")) >
        dot(query, model.embed("parse dates in local time zone")),
    );
  });

  it("gives a zero vector for a text without known words", () => {
    assert.ok(model.embed("").every((value) => value === 0));
  });

  it("stops when it is cancelled", async () => {
    await assert.rejects(model.embedPassages(["a"], AbortSignal.abort()), { name: "AbortError" });
  });

  it("says which remedy helps when a file is missing", async () => {
    const opening = openStaticModel({ folder: new URL("./nowhere/", import.meta.url) });
    await assert.rejects(opening, (error) => error instanceof ContexterError && error.code === "embed/model-missing");
  });
});
