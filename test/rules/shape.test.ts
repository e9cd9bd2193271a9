import assert from "node:assert/strict";
import { format, projectFiles, readProjectFile, type Violation } from "./projectFiles.ts";

/** Look again from here on; data and generated tables may be longer. */
const LONG = 300;
/** Nothing hand-written is longer. */
const TOO_LONG = 500;

/** The files that start a process: what they hold and read is the process's own. */
const DOORS = /^(?:server\/(?:main|cli|serve|worker|platform\/poolWorker)\.ts|client\/webview\/main\.ts)$/;

const sources = projectFiles().filter((file) => /^(?:client|server|shared|scripts)\/.*\.[cm]?[jt]s$/.test(file));

describe("shape of the code", () => {
  it("has no file that is too long", () => {
    const lengths = sources.map((file) => ({ file, lines: readProjectFile(file).split("\n").length }));
    const long = lengths.filter(({ lines }) => lines > LONG).sort((a, b) => b.lines - a.lines);
    if (long.length > 0)
      console.log(`      over ${LONG} lines: ${long.map(({ file, lines }) => `${file} ${lines}`).join(", ")}`);
    assert.deepEqual(
      long.filter(({ lines }) => lines > TOO_LONG),
      [],
    );
  });

  it("has no drawer", () => {
    assert.deepEqual(
      sources.filter((file) => /\/(?:utils?|helpers|misc|common)\.[cm]?[jt]s$/.test(file)),
      [],
    );
  });

  it("has no barrel", () => {
    const isBarrel = (source: string): boolean =>
      source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|export\s[^;]*?\sfrom\s*["'][^"']+["'];?/gm, "").trim() === "" &&
      source.trim() !== "";
    assert.deepEqual(
      sources.filter((file) => isBarrel(readProjectFile(file))),
      [],
    );
  });

  it("keeps no state in modules of server/ and client/", () => {
    const found = sources
      .filter((file) => /^(?:server|client|shared)\//.test(file) && !DOORS.test(file))
      .flatMap((file): Violation[] =>
        readProjectFile(file)
          .split("\n")
          .flatMap((line, index) => (/^(?:export )?let /.test(line) ? [{ file, line: index + 1, what: line }] : [])),
      );
    assert.equal(format(found), "");
  });

  it("does not read the environment while modules load", () => {
    const found = sources
      .filter((file) => /^(?:server|client|shared)\//.test(file) && !DOORS.test(file))
      .flatMap((file): Violation[] =>
        readProjectFile(file)
          .split("\n")
          .flatMap((line, index) =>
            /^(?:export )?const .*process\.env/.test(line) ? [{ file, line: index + 1, what: line }] : [],
          ),
      );
    assert.equal(format(found), "");
  });
});
