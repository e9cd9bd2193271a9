import assert from "node:assert/strict";
import { format, projectFiles, readProjectFile, type Violation } from "./projectFiles.ts";

/** The only places that speak SQL. */
const ALLOWED = /^server\/(?:store\/|platform\/database\.ts$)/;

/** In capitals, as this project writes it, or in small letters throughout; a sentence ("Select a library from the list") is neither. */
const STATEMENTS: readonly RegExp[] = [
  /^.\s*(?:SELECT\b[^;]{1,400}\bFROM|INSERT (?:OR \w+ )?INTO|CREATE (?:\w+ )?(?:TABLE|INDEX)|DELETE FROM|UPDATE \w+ SET|PRAGMA)\b/,
  /^.\s*(?:select\b[^;]{1,400}\bfrom|insert into|create table|delete from|update \w+ set|pragma)\b/,
];

const blank = (text: string): string => text.replace(/[^\n]/g, " ");

/** Lines of a module on which a string or template begins like SQL; comments do not count. */
function statementsIn(source: string): number[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, blank);
  return [...code.matchAll(/(["'`])(?:\\.|(?!\1)[^\\])*\1/g)]
    .filter(([text]) => STATEMENTS.some((statement) => statement.test(text)))
    .map((match) => source.slice(0, match.index).split("\n").length);
}

describe("SQL", () => {
  it("stands only in store/ and platform/database.ts", () => {
    const files = projectFiles().filter(
      (file) => /^(?:server|shared|client)\/.*\.ts$/.test(file) && !ALLOWED.test(file),
    );
    const found = files.flatMap((file): Violation[] =>
      statementsIn(readProjectFile(file)).map((line) => ({ file, line, what: "SQL belongs to server/store" })),
    );
    assert.equal(format(found), "");
  });

  it("is found where it is allowed", () => {
    const files = projectFiles().filter((file) => ALLOWED.test(file));
    assert.ok(files.some((file) => statementsIn(readProjectFile(file)).length > 0));
  });

  it("is told from prose", () => {
    assert.deepEqual(statementsIn('const text = "Select a library from the list";\n'), []);
    assert.deepEqual(statementsIn('const text = "Update it, then delete from the list what is left";\n'), []);
    assert.deepEqual(statementsIn("// SELECT x FROM y\n"), []);
    assert.deepEqual(statementsIn("run(`\n  SELECT x FROM y`)"), [1]);
  });
});
