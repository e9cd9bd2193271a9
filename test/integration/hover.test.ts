import assert from "node:assert/strict";
import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Resolved, SymbolDocs } from "../../server/surfaces/engine.ts";
import { hover } from "../../server/surfaces/hover/hover.ts";
import { LineIndex } from "../../server/workspace/symbols/position.ts";
import type { Declaration, HoverContent } from "../../shared/protocol.ts";
import { DefinitionService } from "../support/definitions.ts";
import { type HoverPosition, languageOf, readHoverSet } from "../support/hoverSet.ts";
import { hasTestPackages, openTestEngine, type TestEngine } from "../support/testEngine.ts";

const setFolder = new URL("../hover/set/", import.meta.url);
const tableFile = new URL("../../docs/hover.md", import.meta.url);
const unaborted = new AbortController().signal;

/** What a hover at one judged position did. */
interface Outcome {
  readonly position: HoverPosition;
  readonly resolved: Resolved | undefined;
  readonly docs: SymbolDocs | undefined;
  readonly content: HoverContent | null;
}

const comparable = (text: string) => text.replaceAll("`", "").replace(/[\s\u00a0\u200b\ufeff]+/g, " ");

function isSymbolRight({ position, resolved }: Outcome): boolean {
  if (position.silence) return resolved === undefined;
  if (position.kind !== "symbol") return resolved?.kind === position.kind && sameLibrary(position, resolved.library);
  if (resolved?.kind !== "symbol" || !sameLibrary(position, resolved.reference.library)) return false;
  return resolved.reference.paths.some((path) => position.symbol.includes(path));
}

/** A package and its `@types` are one library here. */
function sameLibrary({ library, package: owner }: HoverPosition, name: string): boolean {
  const plain = (text: string | undefined) =>
    text?.replace(/^@types\//, "").replace(/^(express)-serve-static-core$/, "$1");
  return plain(name) === plain(library) || plain(name) === plain(owner);
}

/** The passage that is shown is judged right; or none is shown where only a declaration explains the symbol, which the editor shows itself. */
function isPassageRight({ position, docs }: Outcome): boolean {
  const holds = (text: string | undefined) =>
    text !== undefined &&
    position.passages.some(({ anchors }) => anchors.some((anchor) => comparable(text).includes(comparable(anchor))));
  if (docs?.guide) return holds(docs.guide.text);
  return (
    position.passages.length === 0 ||
    position.passages.every(({ file }) => /\.d\.[cm]?ts$/.test(file)) ||
    holds(docs?.api?.text)
  );
}

const share = (outcomes: readonly Outcome[], is: (outcome: Outcome) => boolean) =>
  outcomes.length === 0 ? 1 : outcomes.filter(is).length / outcomes.length;

const suite = hasTestPackages ? describe : describe.skip;
suite(`hover on the judged positions${hasTestPackages ? "" : " (skipped: the test packages are not installed, run npm test)"}`, function () {
  this.timeout(180_000);
  let test: TestEngine;
  let assisted: Outcome[] = [];
  let alone: Outcome[] = [];

  before(async () => {
    const packages = JSON.parse(await readFile(new URL("packages.json", setFolder), "utf8"));
    test = await openTestEngine({ packages });
    await test.engine.index({}, unaborted);
    const code = join(test.root, "code");
    await cp(fileURLToPath(new URL("code", setFolder)), code, { recursive: true });
    const definitions = new DefinitionService(
      code,
      (await readdir(code, { recursive: true })).filter((file) => /\.[cm]?[jt]sx?$/.test(file)),
    );
    const positions = await readHoverSet();
    const declared = positions.map((position) =>
      position.file.endsWith(".json") ? [] : definitions.at(join(test.root, position.file), position.offset),
    );
    assisted = await outcomes(test, positions, (at) => declared[at] ?? []);
    alone = await outcomes(test, positions, () => []);
    if (process.env.UPDATE_BASELINE) await writeFile(tableFile, table(assisted, alone));
    if (process.env.SHOW_MISSES) showMisses(assisted);
  });

  after(() => test?.close());

  const symbols = (all: readonly Outcome[]) => all.filter(({ position }) => !position.silence);
  const withPassage = (all: readonly Outcome[]) =>
    symbols(all).filter(({ position }) => position.kind === "symbol" && position.passages.length > 0);

  it("has at least 120 positions over at least 15 libraries", () => {
    assert.ok(assisted.length >= 120);
    assert.ok(new Set(assisted.map(({ position }) => position.library)).size >= 15);
  });

  it("names the right symbol at 95 % of the positions, with the editor's declarations", () => {
    const right = share(symbols(assisted), isSymbolRight);
    assert.ok(right >= 0.95, `symbol right ${right.toFixed(3)}`);
  });

  it("names the right symbol at 85 % of the positions by itself", () => {
    const right = share(symbols(alone), isSymbolRight);
    assert.ok(right >= 0.85, `symbol right ${right.toFixed(3)}`);
  });

  it("shows the right passage at 90 % of the positions", () => {
    const right = share(withPassage(assisted), isPassageRight);
    assert.ok(right >= 0.9, `passage right ${right.toFixed(3)}`);
  });

  it("is silent where nothing belongs to a library", () => {
    const silent = share(
      assisted.filter(({ position }) => position.silence),
      ({ content }) => content === null,
    );
    assert.ok(silent >= 0.95, `silent ${silent.toFixed(3)}`);
  });

  it("keeps every hover short", () => {
    for (const { content, position } of assisted) {
      if (!content) continue;
      const prose = content.documentation.replace(/```[\s\S]*?```/g, "");
      assert.ok(prose.length <= 900, `${position.id}: ${prose.length} characters`);
      const code = content.documentation.match(/```[\s\S]*?```/g) ?? [];
      assert.ok(code.length <= 1 && code.every((block) => block.split("\n").length <= 14), position.id);
    }
  });
});

async function outcomes(
  test: TestEngine,
  positions: readonly HoverPosition[],
  declarationsAt: (at: number) => readonly Declaration[],
): Promise<Outcome[]> {
  const { engine, root } = test;
  const all: Outcome[] = [];
  for (const [at, position] of positions.entries()) {
    const uri = pathToFileURL(join(root, position.file)).href;
    engine.setDocument(uri, languageOf(position.file) ?? "json", position.text);
    const place = new LineIndex(position.text).position(position.offset);
    const declarations = declarationsAt(at);
    const resolved = await engine.resolveAt(uri, place, declarations);
    const docs = resolved?.kind === "symbol" ? await engine.symbolDocs(resolved.reference, unaborted) : undefined;
    const content = await hover(engine, { uri, position: place, declarations }, engine.settings, unaborted);
    all.push({ position, resolved, docs, content });
  }
  return all;
}

function showMisses(all: readonly Outcome[]): void {
  for (const outcome of all) {
    const { position, resolved, docs } = outcome;
    const symbol =
      resolved?.kind === "symbol"
        ? `${resolved.by} ${resolved.reference.library} ${resolved.reference.paths.join("|")}`
        : (resolved?.kind ?? "nothing");
    if (!isSymbolRight(outcome))
      console.log(
        `SYMBOL ${position.id} ${position.at} → ${symbol}, wanted ${position.silence ? "silence" : `${position.library} ${position.symbol.join("|")}`}`,
      );
    else if (position.kind === "symbol" && !position.silence && !isPassageRight(outcome))
      console.log(
        `PASSAGE ${position.id} ${position.at} [${symbol}] → ${docs?.guide ? `${docs.guide.file} # ${docs.guide.title}` : "none"}, wanted ${position.passages.map(({ file, anchors }) => `${file}: ${anchors[0]}`).join(" | ")}`,
      );
  }
}

function table(assisted: readonly Outcome[], alone: readonly Outcome[]): string {
  const libraries = [...new Set(assisted.flatMap(({ position }) => position.library ?? []))].sort();
  const percent = (value: number) => `${(value * 100).toFixed(0)} %`;
  const row = (name: string, of: (outcome: Outcome) => boolean) => {
    const mine = assisted.filter((outcome) => of(outcome) && !outcome.position.silence);
    const symbols = mine.filter(({ position }) => position.kind === "symbol" && position.passages.length > 0);
    const own = alone.filter((outcome) => of(outcome) && !outcome.position.silence);
    return `| ${name} | ${mine.length} | ${percent(share(mine, isSymbolRight))} | ${percent(share(own, isSymbolRight))} | ${percent(share(symbols, isPassageRight))} | ${percent(share(symbols, ({ docs }) => docs?.guide !== undefined))} |`;
  };
  return [
    "# Hover on judged positions",
    "",
    "Measured by `UPDATE_BASELINE=1 npx mocha test/integration/hover.test.ts` on the positions of `test/hover/set`.",
    "",
    "| library | positions | symbol right, with the editor | symbol right, alone | passage right | has a guide passage |",
    "| --- | --- | --- | --- | --- | --- |",
    ...libraries.map((library) => row(library, ({ position }) => position.library === library)),
    row("**all**", () => true),
    "",
  ].join("\n");
}
