import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { packageNameOf } from "../../../../server/model/specifier.ts";
import type { DocumentAnalysis } from "../../../../server/workspace/symbols/document.ts";
import { readAliases } from "../../../../server/workspace/symbols/readAliases.ts";
import { type HoverPosition, languageOf, readHoverSet } from "../../../support/hoverSet.ts";
import { analyse } from "../../../support/syntax.ts";

/** What the document alone says about the judged positions; symbols, declarations and passages have their own test. */
describe("judged hover positions", () => {
  const found: { readonly position: HoverPosition; readonly right: boolean; readonly got: string }[] = [];

  before(async () => {
    const aliases = await readAliases(fileURLToPath(new URL("../../../hover/set/code/", import.meta.url)));
    const documents = new Map<string, DocumentAnalysis>();
    for (const position of await readHoverSet()) {
      const language = languageOf(position.file);
      if (!language) continue;
      const document = documents.get(position.file) ?? (await analyse(position.text, language, aliases));
      documents.set(position.file, document);
      const reference = document.referenceAtOffset(position.offset);
      const library = reference && packageNameOf(reference.specifier)?.name;
      const kind = reference?.kind === "chain" ? "symbol" : reference?.kind;
      const right = position.silence ? !reference : library === position.library && kind === position.kind;
      found.push({ position, right, got: reference ? `${kind} of ${library}` : "silence" });
    }
  });

  function share(of: (position: HoverPosition) => boolean, least: number): void {
    const judged = found.filter(({ position }) => of(position));
    const wrong = judged.filter(({ right }) => !right);
    const lines = wrong.map(({ position, got }) => `${position.id} ${position.file} ${position.at}: ${got}`);
    assert.ok(judged.length > 0);
    assert.ok(1 - wrong.length / judged.length >= least, lines.join("\n"));
  }

  // The rest needs other files' types or a narrowing: the editor's declaration knows.
  it("name the right library for at least 98 % of the symbols", () => share((one) => !one.silence, 0.98));

  // Members of the language's own values at the end of a library's chain are told apart by the library's symbols.
  it("are silent for at least 90 % of what is no library's", () => share((one) => one.silence, 0.9));
});
