import assert from "node:assert/strict";
import {
  isMachineScoped,
  resolveSettings,
  type SettingSources,
  userConfigPath,
} from "../../../server/platform/config.ts";
import { parseConfigFile, readConfigFile } from "../../../server/platform/configFile.ts";
import { DEFAULT_SETTINGS, type SettingKey } from "../../../shared/settings.ts";

const user = (text: string) => ({ userFile: parseConfigFile("/u/contexter.yaml", text) });
const workspace = (text: string) => ({ workspaceFile: parseConfigFile("/w/contexter.yaml", text) });
const flag = (key: string, value: string) => ({ flags: [{ key, value, flag: "--set" }] });

describe("resolveSettings", () => {
  it("gives the defaults without any source", () => {
    const { settings, origins, problems } = resolveSettings({});
    assert.deepEqual(settings, DEFAULT_SETTINGS);
    assert.deepEqual(origins["contexter.search.limit"], { layer: "default" });
    assert.deepEqual(problems, []);
  });

  const all: SettingSources = {
    ...user("search:\n  limit: 1\n"),
    ...workspace("search: { limit: 2 }"),
    editor: { "contexter.search.limit": 3 },
    environment: { CONTEXTER_SEARCH_LIMIT: "4" },
    ...flag("contexter.search.limit", "5"),
  };
  const wins = (name: string, without: readonly (keyof SettingSources)[], limit: number, place: string | undefined) =>
    it(name, () => {
      const sources = Object.fromEntries(Object.entries(all).filter(([key]) => !without.some((one) => one === key)));
      const { settings, origins } = resolveSettings(sources);
      assert.equal(settings["contexter.search.limit"], limit);
      assert.equal(origins["contexter.search.limit"].place, place);
    });
  wins("takes the flag first", [], 5, "--set");
  wins("then the environment", ["flags"], 4, "CONTEXTER_SEARCH_LIMIT");
  wins("then the editor", ["flags", "environment"], 3, undefined);
  wins("then the workspace's file", ["flags", "environment", "editor"], 2, "/w/contexter.yaml:1");
  wins("then the user's file", ["flags", "environment", "editor", "workspaceFile"], 1, "/u/contexter.yaml:2");

  const reads = (key: SettingKey, text: string, expected: unknown) =>
    it(`reads ${JSON.stringify(text)} as ${key}`, () => {
      const { settings, problems } = resolveSettings(flag(key, text));
      assert.deepEqual(settings[key], expected);
      assert.deepEqual(problems, []);
    });
  reads("contexter.search.limit", "7", 7);
  reads("contexter.search.threshold", "", null);
  reads("contexter.search.threshold", ".5", 0.5);
  reads("contexter.search.rerank", "false", false);
  reads("contexter.search.rerank", "off", false);
  reads("contexter.workspace.autoIndex", "1", true);
  reads("contexter.workspace.exclude", "@types/*, left-pad", ["@types/*", "left-pad"]);
  reads("contexter.workspace.exclude", '["a"]', ["a"]);
  reads("contexter.dataDir", "123", "123");
  reads("contexter.search.mode", "keyword", "keyword");

  const refuses = (
    name: string,
    sources: SettingSources,
    message: RegExp,
    key: SettingKey = "contexter.search.limit",
  ) =>
    it(name, () => {
      const { settings, problems } = resolveSettings(sources);
      assert.deepEqual(settings[key], DEFAULT_SETTINGS[key]);
      assert.match(problems[0]?.message ?? "", message);
      assert.equal(problems[0]?.code, "platform/bad-setting");
    });
  refuses(
    "names file, line, key and value of a bad value",
    user("search:\n  limit: 500\n"),
    /^\/u\/contexter\.yaml:2: contexter\.search\.limit cannot be 500: .*50/,
  );
  refuses(
    "names a bad variable",
    { environment: { CONTEXTER_SEARCH_LIMIT: "many" } },
    /^CONTEXTER_SEARCH_LIMIT: contexter\.search\.limit cannot be "many"/,
  );
  refuses(
    "names a bad value of the editor",
    { editor: { "contexter.search.limit": "x" } },
    /^editor: contexter\.search\.limit/,
  );
  refuses(
    "names a setting that does not exist",
    user("search:\n  limits: 5\n"),
    /:2: there is no setting contexter\.search\.limits/,
  );
  refuses(
    "lets no workspace set what concerns the machine",
    workspace("dataDir: /tmp/x"),
    /:1: contexter\.dataDir cannot be set by a workspace/,
    "contexter.dataDir",
  );
  refuses("names the line of a syntax error", user("search:\n  limit: [1\n"), /^\/u\/contexter\.yaml:\d+: /);
  refuses("wants a map", user("- a\n- b\n"), /is no map of settings/);

  it("falls back to the next weaker value", () => {
    const { settings } = resolveSettings({ ...user("search: { limit: 6 }"), ...flag("contexter.search.limit", "0") });
    assert.equal(settings["contexter.search.limit"], 6);
  });
});

describe("parseConfigFile", () => {
  const entries = (name: string, text: string, expected: unknown) =>
    it(name, () => assert.deepEqual(parseConfigFile("c", text).entries, expected));
  const limit = (line: number) => [{ key: "contexter.search.limit", value: 5, line }];

  entries("reads nested keys", "search:\n  limit: 5", limit(2));
  entries("reads dotted keys", "search.limit: 5", limit(1));
  entries("reads keys below contexter", "contexter:\n  search:\n    limit: 5", limit(3));
  entries("reads lists", "workspace:\n  exclude: [a]", [{ key: "contexter.workspace.exclude", value: ["a"], line: 2 }]);
  entries("reads null", "search:\n  threshold:", [{ key: "contexter.search.threshold", value: null, line: 2 }]);
  entries("reads an empty file", "# nothing\n", []);
});

describe("readConfigFile", () => {
  it("is undefined where there is none", async () => {
    assert.equal(await readConfigFile("/nowhere/contexter.yaml"), undefined);
  });
  it("names a file that cannot be read", async () => {
    const file = await readConfigFile(import.meta.dirname);
    assert.match(file?.problems[0]?.message ?? "", /cannot be read/);
  });
});

describe("isMachineScoped", () => {
  it("knows paths from preferences", () => {
    assert.equal(isMachineScoped("contexter.dataDir"), true);
    assert.equal(isMachineScoped("contexter.search.limit"), false);
  });
});

describe("userConfigPath", () => {
  const place = (platform: NodeJS.Platform, env: Record<string, string>, expected: string) =>
    it(`is ${expected}`, () => assert.equal(userConfigPath({ platform, env, home: "/home/u" }), expected));
  place("linux", {}, "/home/u/.config/contexter/contexter.yaml");
  place("linux", { XDG_CONFIG_HOME: "/c" }, "/c/contexter/contexter.yaml");
  place("linux", { XDG_CONFIG_HOME: "relative" }, "/home/u/.config/contexter/contexter.yaml");
  place("darwin", {}, "/home/u/.config/contexter/contexter.yaml");
  place("win32", { APPDATA: "C:\\A" }, "C:\\A\\contexter\\contexter.yaml");
});
