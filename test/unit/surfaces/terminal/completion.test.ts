import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { run } from "../../../support/fakeTerminal.ts";

const hasBash = spawnSync("bash", ["--version"]).status === 0;

/** What bash itself offers for the last word. */
function offers(typed: string, expected: string): void {
  it(typed === "" ? "nothing typed yet" : typed, async () => {
    const { stdout } = await run(["completion", "bash"]);
    const words = ["contexter", ...typed.split(" ")].map((word) => `'${word}'`).join(" ");
    const ask = `COMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _contexter; echo "\${COMPREPLY[*]}"`;
    const { stdout: answer } = spawnSync("bash", ["-c", `${stdout}\n${ask}`], { encoding: "utf8" });
    assert.equal(answer.trim(), expected);
  });
}

// A system without bash has nothing to complete in.
const suite = hasBash ? describe : describe.skip;
suite("completion in bash", () => {
  offers("sea", "search");
  offers("--js", "--json");
  offers("search zod --l", "--library --limit");
  offers("search zod --kind g", "guide");
  offers("search zod --mode ", "hybrid semantic keyword");
  offers("completion z", "zsh");
  offers("config g", "get");
});
