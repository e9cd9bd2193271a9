import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import * as z from "zod";
import { generatedFiles } from "../../scripts/generate/files.ts";
import { fillMarkers } from "../../scripts/generate/markers.ts";
import { TABLES } from "../../scripts/generate/tables.ts";
import { COMMANDS } from "../../shared/commands.ts";
import { ERRORS } from "../../shared/errors.ts";
import { SETTING_KEYS } from "../../shared/settings.ts";

const root = new URL("../../", import.meta.url);

const Manifest = z.looseObject({
  activationEvents: z.array(z.string()),
  icon: z.string(),
  contributes: z.looseObject({
    commands: z.array(z.object({ command: z.string() }).loose()),
    configuration: z.array(
      z.object({ properties: z.record(z.string(), z.looseObject({ scope: z.string() })) }).loose(),
    ),
    menus: z.record(z.string(), z.array(z.object({ command: z.string() }).loose())),
    walkthroughs: z.array(
      z.looseObject({ steps: z.array(z.looseObject({ media: z.object({ markdown: z.string() }) })) }),
    ),
    viewsContainers: z.record(z.string(), z.array(z.looseObject({ icon: z.string() }))),
  }),
});

describe("generated files", () => {
  it("are fresh", async () => {
    const stale = (await generatedFiles(root)).filter((file) => !file.isFresh).map((file) => file.path);
    assert.deepEqual(stale, [], "run npm run generate");
  });

  it("describe every setting with its scope", async () => {
    const { contributes } = await manifest();
    const described = contributes.configuration.flatMap((group) => Object.keys(group.properties));
    assert.deepEqual(described.toSorted(), SETTING_KEYS.toSorted());
  });

  it("contribute every command once", async () => {
    const { contributes } = await manifest();
    assert.deepEqual(contributes.commands.map(({ command }) => command).toSorted(), Object.keys(COMMANDS).toSorted());
  });

  it("name only pictures and pages that exist", async () => {
    const { contributes, icon } = await manifest();
    const pages = contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown));
    const icons = Object.values(contributes.viewsContainers).flatMap((views) => views.map((view) => view.icon));
    const missing = [icon, ...pages, ...icons].filter((path) => !existsSync(new URL(path, root)));
    assert.deepEqual(missing, []);
  });

  it("list every error", () => {
    const table = TABLES.errors?.() ?? "";
    for (const code of Object.keys(ERRORS)) assert.ok(table.includes(`\`${code}\``), code);
  });

  async function manifest() {
    return Manifest.parse(JSON.parse(await readFile(new URL("package.json", root), "utf8")));
  }
});

describe("fillMarkers", () => {
  const sources = { a: () => "new" };
  const check = (name: string, document: string, expected: string) =>
    it(name, () => assert.equal(fillMarkers(document, sources), expected));
  check("leaves a document without markers", "x", "x");
  check(
    "makes anew what stands between the markers",
    "x\n<!-- generated:a -->\nold\nold\n<!-- /generated:a -->\ny",
    "x\n<!-- generated:a -->\nnew\n<!-- /generated:a -->\ny",
  );
  it("refuses an unknown name", () =>
    assert.throws(() => fillMarkers("<!-- generated:b -->\n\n<!-- /generated:b -->", sources), /unknown marker/));
  it("refuses a marker without an end", () =>
    assert.throws(() => fillMarkers("<!-- generated:a -->\n", sources), /no end/));
});
