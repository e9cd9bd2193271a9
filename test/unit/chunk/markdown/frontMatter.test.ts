import assert from "node:assert/strict";
import { type FrontMatter, frontMatter } from "../../../../server/chunk/markdown/frontMatter.ts";

const check = (yaml: string, expected: FrontMatter) => assert.deepEqual(frontMatter(yaml.split("\n")), expected);

describe("frontMatter", () => {
  it("reads plain fields", () => check("title: A\ndescription: B c", { title: "A", description: "B c" }));
  it("reads quoted fields", () =>
    check(`title: "A \\"b\\""\ndescription: 'it''s'`, { title: 'A "b"', description: "it's" }));
  it("reads folded fields", () => check("description: >-\n  a\n  b\ntitle: c", { title: "c", description: "a b" }));
  it("reads literal fields", () => check("description: |\n  a\n  b", { description: "a b" }));
  it("leaves empty fields out", () => check('title: ""\ndescription:', {}));
  it("does not take nested fields", () => check("seo:\n  title: a", {}));
  it("survives templates", () => check("{{ a }}\ntitle: {{ b }}", { title: "{{ b }}" }));
});
