import assert from "node:assert/strict";
import {
  colorStyle,
  columns,
  counted,
  displayWidth,
  formatBytes,
  truncated,
  wantsColor,
  withRemedy,
  wrapped,
} from "../../../../server/surfaces/terminal/style.ts";

describe("wantsColor", () => {
  const wants = (
    name: string,
    color: boolean | undefined,
    env: Record<string, string>,
    isTTY: boolean,
    expected: boolean,
  ) => it(name, () => assert.equal(wantsColor(color === undefined ? {} : { color }, env, isTTY), expected));
  wants("on a terminal", undefined, {}, true, true);
  wants("not in a pipe", undefined, {}, false, false);
  wants("not with --no-color", false, { FORCE_COLOR: "1" }, true, false);
  wants("not with NO_COLOR", undefined, { NO_COLOR: "1" }, true, false);
  wants("in a pipe with FORCE_COLOR", undefined, { FORCE_COLOR: "1" }, false, true);
  wants("not with FORCE_COLOR=0", undefined, { FORCE_COLOR: "0" }, true, false);
  wants("not on a dumb terminal", undefined, { TERM: "dumb" }, true, false);
});

describe("displayWidth", () => {
  const width = (text: string, expected: number) =>
    it(JSON.stringify(text), () => assert.equal(displayWidth(text), expected));
  width("abc", 3);
  width("日本", 4);
  width("é", 1);
  width("e\u0301", 1);
  width("🎉", 2);
  width("", 0);
});

describe("truncated", () => {
  it("keeps what fits", () => assert.equal(truncated("abc", 3), "abc"));
  it("ends with an ellipsis", () => assert.equal(truncated("abcdef", 4), "abc…"));
  it("counts wide characters", () => assert.equal(truncated("日本語", 5), "日本…"));
});

describe("wrapped", () => {
  it("breaks at blanks", () => assert.deepEqual(wrapped("one two three", 8), ["one two", "three"]));
  it("keeps the indent", () => assert.deepEqual(wrapped("  one two", 6), ["  one", "  two"]));
  it("leaves a long word whole", () =>
    assert.deepEqual(wrapped("a https://x.test/long", 5), ["a", "https://x.test/long"]));
  it("keeps an empty line", () => assert.deepEqual(wrapped("", 5), [""]));
});

describe("columns", () => {
  it("aligns all but the last", () =>
    assert.deepEqual(
      columns([
        ["a", "b"],
        ["long", "c"],
      ]),
      ["a     b", "long  c"],
    ));
  it("leaves no blanks at the end", () =>
    assert.deepEqual(
      columns([
        ["a", ""],
        ["b", "c"],
      ]),
      ["a", "b  c"],
    ));
  it("is empty for nothing", () => assert.deepEqual(columns([]), []));
});

describe("formatBytes", () => {
  const bytes = (value: number, expected: string) => it(expected, () => assert.equal(formatBytes(value), expected));
  bytes(0, "0 B");
  bytes(1536, "1.5 KiB");
  bytes(200 * 1024, "200 KiB");
  bytes(5 * 1024 ** 3, "5.0 GiB");
});

describe("counted", () => {
  it("knows one from many", () => {
    assert.equal(counted(1, "library", "libraries"), "1 library");
    assert.equal(counted(0, "section"), "0 sections");
  });
});

describe("withRemedy", () => {
  it("begins a new sentence", () => assert.equal(withRemedy("not there", "Install it."), "not there. Install it."));
  it("adds no second full stop", () => assert.equal(withRemedy("Gone.", "Install it."), "Gone. Install it."));
  it("needs no remedy", () => assert.equal(withRemedy("Gone", undefined), "Gone"));
});

describe("colorStyle", () => {
  it("marks nothing in nothing", () => assert.equal(colorStyle.bold(""), ""));
});
