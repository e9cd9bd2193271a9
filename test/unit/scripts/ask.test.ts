import assert from "node:assert/strict";
import { formatAnswer } from "../../../scripts/start/ask.ts";
import { result } from "../../support/fakeEngine.ts";

describe("an answer of npm start -- --headless", () => {
  it("shows what the terminal's search shows: no headings, no lone tags", () => {
    const text = '## Parsing\n\n<a id="parsing"></a>\n\nParse with a schema.\n';
    const shown = formatAnswer("how to parse?", result({ text, passage: [0, 10] }), 12.4);
    assert.match(shown, /^\n\? how to parse\?\n {2}zod 4\.6\.7 {2}Zod › Basic usage\n/);
    assert.match(shown, /score 0\.82, 12 ms\n\n {3}Parse with a schema\.$/);
  });
});
