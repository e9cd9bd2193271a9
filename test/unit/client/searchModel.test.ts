import assert from "node:assert/strict";
import type { ViewContext } from "../../../client/searchView/messages.ts";
import {
  countsText,
  listed,
  listState,
  type Model,
  neighbour,
  reduce,
  savedView,
  startModel,
} from "../../../client/webview/model.ts";
import { response, result } from "./samples.ts";

const context: ViewContext = {
  libraries: [{ name: "zod", version: "4.6.7", sections: 312 }],
  examples: [],
  followCursor: false,
  folders: 1,
  trusted: true,
  server: { state: "ready", message: "Ready" },
};
const start = (over: Partial<Model> = {}): Model => ({ ...startModel(undefined), context, isWide: true, ...over });
const typed = (query: string, model = start()) => reduce(reduce(model, { type: "query", query }), { type: "asked" });
const two = response({ results: [result(), result({ id: "b", title: "B" })] });
const found = (model = typed("parse")) =>
  reduce(model, { type: "results", generation: model.generation, response: two });
const failure = { message: "m", remedy: "r", retryable: true };

describe("search view: searching", () => {
  it("counts the searches", () => assert.equal(typed("b", typed("a")).generation, 2));
  it("drops an answer to an older search", () => {
    const model = typed("b", typed("a"));
    assert.equal(reduce(model, { type: "results", generation: 1, response: two }), model);
  });
  it("drops a failure of an older search", () => {
    const model = typed("b", typed("a"));
    assert.equal(reduce(model, { type: "failed", generation: 1, failure }), model);
  });
  it("stamps the list with the query that it answers", () => assert.equal(found().answered, "parse"));
  it("announces how much was found", () => assert.equal(found().announcement, "2 results from 3 libraries."));
  it("keeps the old results while it waits", () => assert.equal(listed(typed("parsed", found())).length, 2));
  it("is slow only while it waits", () => {
    assert.equal(reduce(found(), { type: "slow", generation: 1 }).isSlow, false);
    assert.equal(reduce(typed("a"), { type: "slow", generation: 1 }).isSlow, true);
  });
  it("forgets results when the query is emptied", () => assert.deepEqual(listed(typed("", found())), []));
  it("announces a failure", () => {
    assert.equal(reduce(typed("a"), { type: "failed", generation: 1, failure }).announcement, "m");
  });
});

describe("search view: selecting", () => {
  it("selects the best result", () => assert.equal(found().selectedId, result().id));
  it("keeps the selection if the new results have it", () => {
    const model = reduce(found(), { type: "select", id: "b" });
    assert.equal(found(typed("parsed", model)).selectedId, "b");
  });
  it("previews the best result where there is room", () => assert.equal(found().preview?.section.id, result().id));
  it("previews nothing by itself in a narrow view", () => {
    assert.equal(found(typed("parse", start({ isWide: false }))).preview, undefined);
  });
  it("previews what is chosen in a narrow view", () => {
    const model = reduce(found(typed("parse", start({ isWide: false }))), { type: "select", id: "b" });
    assert.equal(model.preview?.section.title, "B");
  });
  it("opens the preview when it becomes wide", () => {
    const model = found(typed("parse", start({ isWide: false })));
    assert.equal(reduce(model, { type: "wide", isWide: true }).preview?.section.id, result().id);
  });
  it("ignores an unknown id", () => {
    const model = found();
    assert.equal(reduce(model, { type: "select", id: "x" }), model);
  });
  it("takes the whole section's text and keeps what was found", () => {
    const whole = result({ text: "whole", snippets: [] });
    const model = reduce(found(), { type: "section", id: result().id, result: whole });
    assert.equal(model.preview?.section.text, "whole");
    assert.equal(model.preview?.isWhole, true);
    assert.equal(model.preview?.section.snippets.length, 1);
  });
  it("drops a section that is not shown any more", () => {
    const model = found();
    assert.equal(reduce(model, { type: "section", id: "b", result: result() }), model);
  });
  it("shows why a section could not be read", () => {
    const model = reduce(found(), { type: "sectionFailed", id: result().id, failure });
    assert.equal(model.preview?.failure?.message, "m");
  });
  it("closes the preview", () => assert.equal(reduce(found(), { type: "closePreview" }).preview, undefined));

  const moves: readonly (readonly [from: string | undefined, by: number, to: string])[] = [
    [undefined, 1, result().id],
    [undefined, -1, "b"],
    [result().id, 1, "b"],
    ["b", 1, "b"],
    ["b", Number.NEGATIVE_INFINITY, result().id],
    [result().id, Number.POSITIVE_INFINITY, "b"],
  ];
  for (const [from, by, to] of moves)
    it(`moves by ${by} from ${from} to ${to}`, () => assert.equal(neighbour({ ...found(), selectedId: from }, by), to));
  it("moves nowhere in an empty list", () => assert.equal(neighbour(start(), 1), undefined));
});

describe("search view: shown from elsewhere", () => {
  const pinned = reduce(start(), { type: "show", query: "q", section: result({ id: "p" }), focus: true });
  it("shows a section above the results", () => {
    assert.deepEqual(
      listed(found(typed("q", pinned))).map(({ id }) => id),
      [result().id, "b"],
    );
    assert.deepEqual(
      listed(pinned).map(({ id }) => id),
      ["p"],
    );
    assert.equal(pinned.preview?.section.id, "p");
  });
  it("does not list a section twice", () => {
    const model = { ...found(), pinned: result() };
    assert.equal(listed(model).length, 2);
  });
  it("filters by the given library", () => {
    assert.equal(reduce(start(), { type: "show", library: "zod", focus: false }).filters.library, "zod");
  });
  it("remembers query, filters and selection", () => {
    const saved = savedView(found());
    const again = startModel(saved);
    assert.equal(again.query, "parse");
    assert.equal(again.selectedId, result().id);
  });
  it("opens the second row of filters if one of them is set", () => {
    const filters = { library: "", kind: "", all: false, mode: "keyword" } as const;
    assert.equal(startModel({ query: "", filters }).showsMore, true);
    assert.equal(reduce(start(), { type: "toggleMore" }).showsMore, true);
  });
});

describe("search view: states", () => {
  const nothing = (model = typed("x")) =>
    reduce(model, { type: "results", generation: model.generation, response: response({ results: [] }) });
  const check = (name: string, model: Model, expected: ReturnType<typeof listState>) =>
    it(name, () => assert.equal(listState(model), expected));
  check("results", found(), "results");
  check("quiet for the first 200 ms", typed("x"), "quiet");
  check("loading after that", reduce(typed("x"), { type: "slow", generation: 1 }), "loading");
  check("nothing relevant", nothing(), "nothing");
  check("failed", reduce(typed("x"), { type: "failed", generation: 1, failure }), "failed");
  check(
    "nothing indexed, when the server says so",
    reduce(typed("x"), { type: "failed", generation: 1, failure: { ...failure, code: "search/nothing-indexed" } }),
    "notIndexed",
  );
  check("empty", start(), "empty");
  check("quiet before anything is known", { ...start(), context: undefined }, "quiet");
  check("nothing indexed", start({ context: { ...context, libraries: [] } }), "notIndexed");
  const at = (state: "starting" | "problem") => ({ ...context, libraries: [], server: { state, message: "" } });
  check("starting", start({ context: at("starting") }), "starting");
  check("a server with a problem", start({ context: at("problem") }), "failed");
  it("takes over what the server is doing", () => {
    assert.equal(reduce(start(), { type: "context", context: at("starting") }).context?.server.state, "starting");
  });
  it("announces what an action did", () => {
    assert.equal(
      reduce(start(), { type: "done", action: "copy", message: "Section copied." }).announcement,
      "Section copied.",
    );
  });
  it("says when the whole store was searched", () => {
    assert.equal(
      countsText(response({ results: [], scope: { kind: "store", libraries: 1, sections: 2 } })),
      "Nothing relevant found in 1 library of the whole store.",
    );
  });
});
