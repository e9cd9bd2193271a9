import assert from "node:assert/strict";
import type { SectionFacts } from "../../../server/model/retrieval.ts";
import { bestGuide, type GuideCandidate, scoredGuides } from "../../../server/search/symbolGuide.ts";
import { candidate } from "../../support/candidates.ts";
import { wanted } from "../../support/wanted.ts";

const EMAIL = wanted("ZodString.email", { written: "z.string().email", library: "zod" });
const MAIN = wanted("acme");

function guide(section: number, text: string, facts: Partial<SectionFacts> = {}, score = 0.5): GuideCandidate {
  return { section, facts: candidate(section, { facts }).facts, text, score };
}
const at = (...headingPath: string[]) => ({ headingPath });
const best = (candidates: readonly GuideCandidate[], symbol = EMAIL) => bestGuide(symbol, candidates)?.section;

const USING = guide(1, "Validate: `z.string().email()` and again `z.string().email()`.", {}, 0.8);
const HEADED = guide(2, "## .email()\n\nChecks the form.", {
  headingPath: ["Strings", ".email()"],
  symbols: ["email"],
});
const MENTION = guide(3, "Send us an email if something breaks.", {}, 0.9);
/** So many sections that write a name make it a common one. */
const common = (code: string) =>
  [91, 92, 93, 94].map((section) => guide(section, `${"word ".repeat(200)}\n\n\`\`\`js\n${code}\n\`\`\``, {}, 0));

describe("bestGuide", () => {
  it("takes a section whose heading names the symbol", () => assert.equal(best([USING, HEADED]), 2));
  it("takes one that uses it in code", () => assert.equal(best([MENTION, USING]), 1));
  it("takes none that only writes the word", () => assert.equal(best([MENTION]), undefined));
  it("takes none of nothing", () => assert.equal(best([]), undefined));
  for (const [what, facts] of [
    ["a declaration", { types: true }],
    ["a table of contents", { audience: "navigation" as const }],
    ["a change log", { kind: "changelog" as const }],
  ] as const)
    it(`never takes ${what}`, () =>
      assert.equal(best([guide(4, HEADED.text, { ...HEADED.facts, ...facts })]), undefined));

  it("takes a definition in a list before a use", () => {
    const port = wanted("Options.port");
    const listed = guide(1, "- `port`: where it listens");
    const used = guide(2, "```js\nlisten({ port })\nlisten({ port })\n```");
    assert.equal(best([used, listed], port), 1);
  });
  it("takes a passing use of a rare name, but not of a common one", () => {
    const rare = wanted("Command.exitOverride");
    const use = guide(1, `${"word ".repeat(100)}\n\n\`\`\`js\nprogram.exitOverride()\n\`\`\``, {}, 0.4);
    assert.equal(best([use], rare), 1);
    assert.equal(best([use, ...common("program.exitOverride()")], rare), undefined);
  });
  it("takes none of a name that only shows how to load the library", () => {
    const use = guide(1, "```js\nimport { addDays } from 'acme'\n```", at("Start", "Submodules"), 0.6);
    assert.equal(best([use], wanted("addDays")), undefined);
  });
  it("puts a chapter's introduction before a detail that says as much", () => {
    const text = "```js\nclient.interceptors.use(f)\n```";
    const chapter = guide(1, text, at("Guide", "Hooks"), 0.8);
    const detail = guide(2, text, at("Guide", "Hooks", "Order"), 0.85);
    assert.equal(best([detail, chapter], wanted("Manager.use")), 1);
    assert.equal(best([detail, guide(1, text, at("Guide", "Other"), 0.8)], wanted("Manager.use")), 2);
  });
});

describe("scoredGuides", () => {
  /** Sections in the order of their scores. */
  const order = (symbol: typeof EMAIL, ...candidates: GuideCandidate[]) =>
    scoredGuides(symbol, [...candidates, ...common(`x.${symbol.name}()`)])
      .map(({ candidate }) => candidate.section)
      .filter((section) => section < 90);
  const CALL = "```js\nx.log()\n```";

  it("is highest where the heading names the whole path", () => {
    const headed = (section: number, symbol: string) =>
      guide(section, "text `.email()`", { headingPath: ["Strings", `${symbol}()`], symbols: [symbol] });
    const symbol = { ...EMAIL, rivals: ["other"] };
    const sections = [headed(3, "other.email"), headed(2, "email"), headed(1, "ZodString.email")];
    assert.deepEqual(order(symbol, ...sections), [1, 2, 3]);
  });
  it("grows with uses", () => {
    const text = "word ".repeat(100);
    assert.deepEqual(
      order(EMAIL, guide(1, `${text} \`.email()\``), guide(2, `${text} \`.email()\` \`.email()\``)),
      [2, 1],
    );
  });
  it("grows where a section begins with the name", () => {
    const late = guide(1, `${"word ".repeat(100)} \`.email()\``);
    assert.deepEqual(order(EMAIL, late, guide(2, `\`.email()\` ${"word ".repeat(100)}`)), [2, 1]);
  });
  it("tells the owner by the headings and the file, and the owners of the same name too", () => {
    const log = wanted("AcmeRequest.log", { rivals: ["AcmeReply"] });
    const sections = [
      guide(1, CALL, { file: "docs/Reply.md", headingPath: ["Properties", ".log"] }),
      guide(2, CALL, { file: "docs/Other.md", headingPath: ["Properties", ".log"] }),
      guide(3, CALL, { file: "docs/Request.md", headingPath: ["Properties", ".log"] }),
    ];
    assert.deepEqual(order(log, ...sections), [3, 2, 1]);
  });
  it("does not take the library's own title for an owner", () => {
    const on = wanted("Server.on", { library: "ws", rivals: ["WebSocket"] });
    const [first] = scoredGuides(on, [guide(1, "x.on()", at("ws: a WebSocket library", "Usage"))]);
    assert.equal(first?.parts.owner, 0);
  });
  for (const [what, facts] of [
    ["other readers", { audience: "agents" as const }],
    ["migration guides", { file: "docs/migration.md" }],
    ["other symbols", at("Guide", ".persist()")],
    ["what goes wrong", at("Common issues", "On Windows")],
    ["how to load the library", at("Guide", "Installation")],
    ["types", at("Guide", "TypeScript")],
    ["later parts", { anchor: "guide~2" }],
  ] as const)
    it(`falls for ${what}`, () =>
      assert.deepEqual(
        order(wanted("Logger.log"), guide(1, CALL, facts), guide(2, CALL, at("Guide", "Logs"))),
        [2, 1],
      ));
  it("does not fall for types where a type is wanted", () => {
    const type = wanted("AcmeRequest", { kind: "interface" });
    const [first] = scoredGuides(type, [guide(1, "`AcmeRequest`", { file: "docs/TypeScript.md" })]);
    assert.equal(first?.parts.aside, -0);
  });
  it("falls for what begins as deprecated", () => {
    const old = guide(1, `This is deprecated.\n\n${CALL}`);
    assert.deepEqual(order(wanted("Logger.log"), old, guide(2, `This is the way to go.\n\n${CALL}`)), [2, 1]);
  });
  it("shows a library's main export where its documents begin", () => {
    const code = "```js\nimport acme from 'acme'\nacme()\n```";
    const sections = [
      guide(1, code, { file: "README.md", headingPath: ["acme"] }),
      guide(2, code, { file: "README.md", headingPath: ["acme", "Plugins"] }),
      guide(3, code, { file: "README.md", headingPath: ["acme", "Usage"] }),
    ];
    assert.deepEqual(order(MAIN, ...sections), [3, 2, 1]);
  });
  it("prefers what comes first, and the README", () => {
    const sections = [
      guide(1, CALL, { line: 900, file: "docs/a.md" }),
      guide(2, CALL, { line: 5, file: "docs/a.md" }),
      guide(3, CALL, { line: 5, file: "README.md" }),
    ];
    assert.deepEqual(order(wanted("Logger.log"), ...sections), [3, 2, 1]);
  });
});
