import assert from "node:assert/strict";
import { chunkTypes } from "../../../../server/chunk/types/chunkTypes.ts";
import { chunkFiles, info, types } from "./library.ts";

const text = (source: string, anchor: string): string => chunkFiles(source).section(anchor).text;

describe("sections: text", () => {
  it("is the comment without stars, then the declaration", () => {
    const source =
      "/**\n * Adds **two** numbers.\n *\n *  - kept\n * @param a the first\n */\nexport declare function add(a: number, b: number): number;";
    assert.equal(
      text(source, "add"),
      "Adds **two** numbers.\n\n - kept\n@param a the first\n\n```ts\nexport declare function add(a: number, b: number): number;\n```",
    );
  });
  it("dedents comments without stars and members", () => {
    const source = "export interface A {\n\t/**\n\tOne line.\n\n\t\tindented\n\t*/\n\tm(\n\t\tx: X,\n\t): void;\n}";
    assert.equal(text(source, "A.m"), "One line.\n\n\tindented\n\n```ts\nm(\n\tx: X,\n): void;\n```");
  });
  it("puts an example without a fence into one", () => {
    const source =
      "/**\n * Formats.\n * @example\n * // a date\n * format(date)\n *\n * @see other\n */\nexport function format(d: Date): string;";
    assert.match(text(source, "format"), /@example\n```ts\n\/\/ a date\nformat\(date\)\n```\n@see other/);
  });
  it("leaves examples with a fence, and prose, as they are", () => {
    const fenced = "/**\n * @example Title here\n * ```js\n * a()\n * ```\n */\nexport const a: A;";
    assert.match(text(fenced, "a"), /^@example Title here\n```js\na\(\)\n```\n\n```ts\nexport/);
    assert.match(
      text("/**\n * Text of some length.\n * @example\n * as you like\n */\nexport const b: B;", "b"),
      /@example\nas you like\n\n/,
    );
  });
  it("says where the comment's prose is", () => {
    const { text: whole, prose } = chunkFiles(
      "/** First comment. */\nexport function f(): A;\n/** Second one. */\nexport function f(b: B): A;",
    ).section("f");
    assert.deepEqual(
      prose.map(({ start, end }) => whole.slice(start, end).trim()),
      ["First comment.", "Second one."],
    );
    assert.deepEqual(chunkFiles("export function g(): A;").section("g").prose, []);
  });
  it("joins overloads with all their comments, the same comment once", () => {
    const source =
      "/** Reads a file. */\nexport function f(): A;\n/** Reads a file. */\nexport function f(b: B): A;\nexport function f(c: C): A;\n/** With options now. */\nexport function f(d: D): A;";
    const { text: whole, line, endLine } = chunkFiles(source).section("f");
    assert.equal(whole.match(/Reads a file/g)?.length, 1);
    assert.ok(whole.indexOf("With options") > whole.indexOf("c: C"));
    assert.deepEqual([line, endLine], [1, 7]);
  });
  it("shows small containers with all members, large ones without what has its own section", () => {
    const member = (index: number) =>
      `  /** Documented member number ${index}. */\n  member${index}(first: string, second: number): void;\n`;
    const small = text(`/** Small one, documented. */\nexport interface A {\n${member(1)}  plain: string;\n}`, "A");
    assert.match(small, /\{\n {2}member1\(first: string, second: number\): void;\n {2}plain: string;\n\}/);
    const members = Array.from({ length: 60 }, (_, index) => member(index)).join("");
    const large = text(`/** Large one, documented. */\nexport interface A {\n${members}  plain: string;\n}`, "A");
    assert.match(large, /\{\n {2}plain: string;\n {2}\/\/ …\n\}/);
  });
  it("leaves private members and empty lines out of a declaration", () => {
    assert.equal(
      text("export class A {\n  private x: X;\n\n  y: Y;\n  #z;\n}", "A"),
      "```ts\nexport class A {\n  y: Y;\n}\n```",
    );
  });
  it("shows a namespace by its head", () => {
    assert.match(
      text("/** All about it, in one place. */\nexport declare namespace N {\n  const x: X;\n}", "N"),
      /```ts\nexport declare namespace N \{ … \}\n```/,
    );
  });
  it("keeps every line of every comment", () => {
    const lines = Array.from({ length: 300 }, (_, index) => `line ${index} of a long comment, with words in it`);
    const source = `/**\n${lines.map((line) => ` * ${line}`).join("\n")}\n */\nexport const long: L;`;
    const { chunks } = chunkFiles(source);
    const all = chunks.sections.map((section) => section.text).join("\n");
    for (const line of lines) assert.ok(all.includes(line), line);
  });
});

describe("sections: which", () => {
  const anchors = (source: string) => chunkFiles(source).anchors;
  it("one for each documented symbol, nested ones too", () => {
    const source =
      "/** A is documented here. */\nexport interface A {\n  /** Its options, in short. */\n  options: {\n    /** Whether it is on or off. */\n    on: boolean;\n  };\n}";
    assert.deepEqual(anchors(source), ["A", "A.options", "A.options.on"]);
    assert.deepEqual(chunkFiles(source).section("A.options.on").headingPath, ["A", "options", "on"]);
  });
  it("members of what functions take and give, as far as documented", () => {
    const source =
      "export function f(options?: {\n  /** How long to wait, in ms. */\n  timeout?: number;\n  plain: string;\n}): {\n  /** Stops it before its time. */\n  stop(): void;\n};";
    assert.deepEqual(anchors(source), ["f", "f.options.timeout", "f.stop"]);
  });
  it("what index signatures hold, as far as documented", () => {
    const source =
      "export interface Manifest {\n  [id: string]: {\n    /** Whether it is loaded late. */\n    async: boolean;\n  };\n}";
    assert.deepEqual(anchors(source), ["Manifest", "Manifest.async"]);
  });
  it("declarations without a comment where an entry point reaches them", () => {
    const source =
      "declare function hidden(): void;\nexport function shown(): void;\nexport class C { undocumented(): void }\ninterface Hidden { x: X }";
    assert.deepEqual(anchors(source), ["shown", "C"]);
  });
  it("what a public class inherits and public properties hold", () => {
    const source =
      "declare class Base { /** Method of the base. */ m(): void }\ninterface Held { x: string }\ninterface Secret { y: string }\nexport class C extends Base {\n  held: Held;\n  _secret: Secret;\n}";
    assert.deepEqual(anchors(source), ["Base", "Base.m", "Held", "C"]);
    assert.ok(chunkFiles(source).section("Base.m").reached);
  });
  it("call signatures under the name of what is called", () => {
    const source =
      "export interface Tag {\n  /** Calls the tag with a template. */\n  (strings: string[]): void;\n  /** Another way to call it. */\n  raw(): void;\n}";
    const library = chunkFiles(source);
    assert.deepEqual(library.anchors, ["Tag", "Tag.raw"]);
    assert.match(library.section("Tag").text, /Calls the tag/);
  });
  it("not short comments on what nobody reaches, nor comments that only point elsewhere", () => {
    assert.deepEqual(
      anchors(
        "/** Short. */\ndeclare const a: A;\n/** @see b */\nexport interface C { /** @inheritDoc */ x: X; /** @deprecated */ y: Y }\nexport {};",
      ),
      ["C"],
    );
  });
  it("not a bare declaration beside an explained one of the same name", () => {
    const library = chunkFiles(
      {
        "index.d.ts": 'export * from "./add";\nexport * as fp from "./fp";',
        "add.d.ts": "/** Adds days to a date, as you know. */\nexport function add(): void;",
        "fp.d.ts": "export const add: Fn;",
      },
      { lib: "index.d.ts", "lib/fp": "fp.d.ts" },
    );
    assert.deepEqual(library.anchors, ["add"]);
    assert.equal(library.symbol("add", "fp.d.ts").section, -1);
  });
  it("one of twins, the reached one, for all their symbols", () => {
    const source = "/** Reads the whole thing. */\nexport function read(): void;";
    const library = chunkFiles({ "a.d.cts": source, "b.d.ts": source }, { lib: "b.d.ts" });
    assert.equal(library.chunks.sections.length, 1);
    assert.equal(library.section("read").file, "b.d.ts");
    assert.deepEqual(
      library.chunks.symbols.symbols.map((each) => each.section),
      [0, 0],
    );
  });
  it("one for what a file says about itself, but no licences", () => {
    assert.deepEqual(anchors("/**\n * This module reads and writes.\n * @module\n */\nexport const a: A;"), [
      "index",
      "a",
    ]);
    assert.deepEqual(anchors('/** This module reads and writes. */\nimport { x } from "y";\nexport const a: A;'), [
      "index",
      "a",
    ]);
    assert.deepEqual(
      anchors("/** @license MIT, (c) 2020 by someone */\n\n/** A is documented here. */\nexport const a: A;"),
      ["a"],
    );
  });
  it("comments on export statements, and on names in them", () => {
    const source =
      "declare const x: X, y: Y;\n/** Why x goes by this name. */\nexport { x as renamed };\nexport {\n  /** Something about this y. */\n  y as other,\n};";
    const library = chunkFiles(source);
    assert.match(library.section("renamed").text, /Why x goes/);
    assert.match(library.section("other").text, /Something about/);
  });
  it("comments on modules and globals", () => {
    assert.deepEqual(
      anchors("export {};\n/** Adds to the global scope. */\ndeclare global { interface W { w: string } }"),
      ["index", "W"],
    );
  });
});

describe("sections: marks", () => {
  const marks = (source: string, anchor: string) => {
    const { audience, deprecated, reached } = chunkFiles(source).section(anchor);
    return [audience ?? "", deprecated, reached];
  };
  it("deprecated where every comment says so", () => {
    assert.deepEqual(marks("/** @deprecated Use b instead. */\nexport const a: A;", "a"), ["", true, true]);
    assert.deepEqual(
      marks(
        "/** @deprecated Not this way. */\nexport function a(): A;\n/** But like this. */\nexport function a(b: B): A;",
        "a",
      ),
      ["", false, true],
    );
  });
  it("internal by tag, by name, by what is around it, by the document", () => {
    assert.deepEqual(marks("/** Only for us. @internal */\nexport const a: A;", "a"), ["internal", false, true]);
    assert.deepEqual(marks("/** Documented but not public. */\ndeclare const _a: A;\nexport {};", "_a"), [
      "internal",
      false,
      false,
    ]);
    assert.deepEqual(marks("/** @internal */\nexport interface A { /** A documented member. */ x: X }", "A.x"), [
      "internal",
      false,
      true,
    ]);
    const document = { ...types("lib", "index.d.ts", "export const a: A;"), audience: "internal" } as const;
    assert.equal(chunkTypes([document], [info("lib", { lib: "index.d.ts" })]).sections[0]?.audience, "internal");
  });
  it("anchors unique in their file", () => {
    const library = chunkFiles(
      '/** First of the two, here. */\ndeclare module "a" { const x: X }\n/** Second of them, there. */\ndeclare module "a" { const y: Y }\n',
    );
    assert.equal(new Set(library.anchors).size, library.anchors.length);
  });
  it("symbols point to their sections", () => {
    const library = chunkFiles(
      "/** A is documented here. */\nexport interface A { plain: string; /** This one is too. */ b: B }",
    );
    const { sections } = library.chunks;
    assert.equal(sections[library.symbol("A").section]?.anchor, "A");
    assert.equal(sections[library.symbol("A.b").section]?.anchor, "A.b");
    assert.equal(library.symbol("A.plain").section, -1);
  });
});

describe("sections: cutting", () => {
  const paragraph = `${"Some words that fill a line of text. ".repeat(10).trim()}\n`;
  const comment = (body: string) =>
    `/**\n${body
      .split("\n")
      .map((line) => ` * ${line}`)
      .join("\n")}\n */\nexport const a: A;`;
  it("cuts long comments at blank lines, with line numbers of each part", () => {
    const { chunks } = chunkFiles(comment(Array.from({ length: 12 }, () => paragraph).join("\n")));
    assert.deepEqual(
      chunks.sections.map((section) => section.anchor),
      ["a", "a~2", "a~3"],
    );
    for (const section of chunks.sections) assert.ok(section.text.length <= 2100, `${section.text.length}`);
    const [first, second, third] = chunks.sections;
    assert.ok(first && second && third && first.endLine < second.line && second.endLine < third.line);
    assert.equal(chunks.symbols.symbols[0]?.section, 0);
  });
  it("does not cut a fence that fits, and fences each piece of one that does not", () => {
    const code = (lines: number) =>
      `\`\`\`js\n${Array.from({ length: lines }, (_, index) => `call(${index}, "some argument");`).join("\n")}\n\`\`\``;
    const fits = chunkFiles(comment(`${paragraph}\n${paragraph}\n${paragraph}\n${code(40)}`)).chunks.sections;
    assert.ok(fits.some((section) => section.text.includes("call(0,") && section.text.includes("call(39,")));
    const long = chunkFiles(comment(code(200))).chunks.sections;
    assert.ok(long.length > 2);
    for (const section of long) assert.equal((section.text.match(/^```/gm)?.length ?? 0) % 2, 0);
  });
  it("keeps what announces an example with it", () => {
    const code = `\`\`\`js\n${"call();\n".repeat(100)}\`\`\``;
    const { chunks } = chunkFiles(comment(`${paragraph}\n${paragraph}\n${paragraph}\nFor example:\n\n${code}`));
    assert.ok(chunks.sections.some((section) => section.text.startsWith("For example:")));
  });
  it("cuts lines without end, and caps declarations without end", () => {
    const long = chunkFiles(`/** ${"word ".repeat(4_000)}*/\nexport const a: A;`).chunks.sections;
    assert.ok(long.every((section) => section.text.length < 2_500));
    const union = Array.from({ length: 20_000 }, (_, index) => `  | "value-${index}"`).join("\n");
    const capped = chunkFiles(`export type Huge =\n${union};`).chunks.sections;
    assert.ok(capped.length <= 14, `${capped.length} sections`);
  });
});

describe("chunkTypes", () => {
  it("reports a file in which nothing can be read", () => {
    const { problems } = chunkTypes([types("lib", "bad.d.ts", "<html>not found</html>")], [info("lib", {})]);
    assert.deepEqual(
      problems.map((problem) => [problem.code, problem.file]),
      [["chunk/unparsable", "bad.d.ts"]],
    );
  });
  it("says nothing about empty files", () => {
    assert.deepEqual(
      chunkTypes([types("lib", "a.d.ts", "// empty\nexport {};"), types("lib", "b.d.ts", "")], []).problems,
      [],
    );
  });
  it("stops when told to", () => {
    const aborter = new AbortController();
    aborter.abort();
    assert.throws(() => chunkTypes([types("lib", "a.d.ts", "")], [], aborter.signal), { name: "AbortError" });
  });
});
