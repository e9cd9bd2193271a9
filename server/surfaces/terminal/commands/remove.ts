import { ContexterError } from "../../../errors.ts";
import { EXIT, type ExitCode } from "../io.ts";
import type { Session } from "../session.ts";
import { counted } from "../style.ts";
import { splitVersion } from "./search.ts";

/** Removes a library's index, or with `--all` everything, after a question that `--yes` answers. */
export async function runRemove(
  session: Session,
  named: string | undefined,
  flags: { readonly yes?: boolean },
): Promise<ExitCode> {
  const all = session.options.all === true;
  if (all === (named !== undefined))
    throw new ContexterError("surfaces/bad-input", "remove takes either the name of a library or --all");
  if (!flags.yes && !(await isConfirmed(session, `Remove the index of ${named ?? "all libraries"}?`))) {
    session.note("Nothing was removed.");
    return EXIT.nothing;
  }
  const engine = await session.engine({ readOnly: false });
  const removed = await engine.remove(named === undefined ? { all: true } : target(named));
  if (session.options.json) session.json({ removed });
  else session.out(`Removed ${counted(removed, "index", "indexes")}.`);
  return removed > 0 ? EXIT.found : EXIT.nothing;
}

function target(named: string) {
  const { library, version } = splitVersion(named);
  return version === undefined ? { library } : { library, version };
}

/** @throws ContexterError `surfaces/bad-input` where nobody can answer */
async function isConfirmed(session: Session, question: string): Promise<boolean> {
  const { io, signal } = session;
  if (!io.isInputTTY) throw new ContexterError("surfaces/bad-input", "remove needs --yes where nobody can be asked");
  const { createInterface } = await import("node:readline/promises");
  const prompt = createInterface({ input: io.stdin, output: io.stderr });
  try {
    return /^y(?:es)?$/i.test((await prompt.question(`${question} [y/N] `, { signal })).trim());
  } finally {
    prompt.close();
  }
}
