import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { SEARCH_MODES, SECTION_KINDS } from "../../../shared/searchResponse.ts";
import { SHELLS } from "./completion.ts";
import { reportFailure } from "./failure.ts";
import { type CliHost, type CliIo, EXIT, type ExitCode, type GlobalOptions } from "./io.ts";
import { Session } from "./session.ts";

/**
 * Runs the program once. Data goes to stdout, everything else to stderr.
 * @param argv the arguments alone, without node and script
 * @returns the exit code; nothing is thrown
 */
export async function runCli(argv: readonly string[], io: CliIo, host: CliHost): Promise<number> {
  const run: Run = { io, host, code: EXIT.found };
  const program = createProgram(run);
  try {
    await program.parseAsync(argv, { from: "user" });
    return run.code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.found : EXIT.usage;
    return reportFailure(error, io, program.opts<GlobalOptions>().json ?? argv.includes("--json"));
  }
}

interface Run {
  readonly io: CliIo;
  readonly host: CliHost;
  code: ExitCode;
}

type Work = (session: Session) => Promise<ExitCode>;

/** Declares every command; what a command needs is loaded when it runs, because each start pays for what is loaded. */
function createProgram(run: Run): Command {
  const program = new Command("contexter")
    .description("Documentation of the libraries that a project really uses, at the versions it really has installed.")
    .version(run.host.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void run.io.stdout.write(text),
      writeErr: (text) => void run.io.stderr.write(text),
      getOutHelpWidth: () => run.io.columns,
    })
    .configureHelp({ showGlobalOptions: true });
  addGlobalOptions(program);
  const perform = async (command: Command, work: Work) => {
    const session = new Session(run.io, run.host, command.optsWithGlobals<GlobalOptions>());
    try {
      run.code = await work(session);
    } finally {
      await session.end();
    }
  };
  addReading(program, perform);
  addWriting(program, perform);
  addTools(program, perform);
  return program;
}

type Perform = (command: Command, work: Work) => Promise<void>;

function addGlobalOptions(program: Command): void {
  program
    .option("-w, --workspace <dir>", "the workspace, instead of the one around the current folder")
    .option("-a, --all", "everything in the store, not only the workspace's libraries")
    .option("--data-dir <dir>", "folder of the store")
    .option("--json", "print data as JSON")
    .option("-q, --quiet", "no progress and no notes")
    .option("--no-color", "no colours")
    .option("--set <key=value>", "a setting for this run, e.g. search.rerank=false", collect);
}

function addReading(program: Command, perform: Perform): void {
  program
    .command("search")
    .description("Search the documentation")
    .argument("<query...>", "symbol, words or question")
    .option("-l, --library <name>", "only this library, NAME or NAME@VERSION (repeatable)", collect)
    .addOption(
      new Option("-k, --kind <kind>", "only this kind of section (repeatable)")
        .choices(SECTION_KINDS)
        .argParser(collectKind),
    )
    .option("--version-of <version>", "version of the library, where several are indexed")
    .addOption(new Option("-m, --mode <mode>", "what is compared").choices(SEARCH_MODES))
    .option("-n, --limit <number>", "most results, 1 to 50", wholeNumber(1, 50))
    .option("--max-tokens <number>", "most tokens of all results, 50 or more", wholeNumber(50))
    .option("--threshold <score>", "lowest score of a result, 0 to 1", share)
    .option("-s, --section <text>", "only sections whose heading path contains this")
    .option("--explain", "show signals and timings")
    .action(async (query: string[], flags, command: Command) => {
      const { runSearch } = await import("./commands/search.ts");
      await perform(command, (session) => runSearch(session, query, flags));
    });
  program
    .command("get")
    .description("Print a section whole, or list a library's sections")
    .argument("<library>", "NAME, NAME@VERSION or a section's id")
    .argument("[section]", "id, FILE#ANCHOR, heading or title")
    .action(async (library: string, section: string | undefined, _, command: Command) => {
      const { runGet } = await import("./commands/get.ts");
      await perform(command, (session) => runGet(session, library, section));
    });
  addSimple(
    program,
    perform,
    "list",
    "List the workspace's libraries",
    async () => (await import("./commands/list.ts")).runList,
  );
  addSimple(
    program,
    perform,
    "status",
    "Show the store's state",
    async () => (await import("./commands/status.ts")).runStatus,
  );
}

function addWriting(program: Command, perform: Perform): void {
  program
    .command("index")
    .description("Index what the workspace has installed")
    .argument("[dir]", "the workspace")
    .option("-l, --library <name>", "only this library (repeatable)", collect)
    .option("-f, --force", "also what is up to date")
    .option("--workers <number>", "worker threads, 0 to 16 (0: by the cores)", wholeNumber(0, 16))
    .action(async (directory: string | undefined, flags, command: Command) => {
      const { runIndex } = await import("./commands/indexWorkspace.ts");
      await perform(command, (session) => runIndex(session, directory, flags));
    });
  program
    .command("refresh")
    .description("Index again, all of the workspace or the libraries named")
    .argument("[libraries...]", "names")
    .option("--workers <number>", "worker threads, 0 to 16 (0: by the cores)", wholeNumber(0, 16))
    .action(async (libraries: string[], flags, command: Command) => {
      const { runRefresh } = await import("./commands/indexWorkspace.ts");
      await perform(command, (session) => runRefresh(session, libraries, flags));
    });
  program
    .command("remove")
    .description("Remove a library's index, or with --all everything")
    .argument("[library]", "NAME or NAME@VERSION")
    .option("-y, --yes", "do not ask")
    .action(async (library: string | undefined, flags, command: Command) => {
      const { runRemove } = await import("./commands/remove.ts");
      await perform(command, (session) => runRemove(session, library, flags));
    });
}

function addTools(program: Command, perform: Perform): void {
  addSimple(
    program,
    perform,
    "doctor",
    "Check everything that Contexter needs",
    async () => (await import("./commands/doctor.ts")).runDoctor,
  );
  const config = program.command("config").description("Show settings and where each value comes from");
  addSimple(
    config,
    perform,
    "list",
    "All settings",
    async () => (await import("./commands/config.ts")).runConfigList,
    true,
  );
  config
    .command("get")
    .description("One setting's value")
    .argument("<key>", "e.g. search.limit")
    .action(async (key: string, _, command: Command) => {
      const { runConfigGet } = await import("./commands/config.ts");
      await perform(command, (session) => runConfigGet(session, key));
    });
  program
    .command("eval")
    .description("Measure search quality with judged queries")
    .argument("<queries>", "file with one query a line, JSON")
    .option("--results <file>", "write what was found to this file, one line a query")
    .option("-n, --limit <number>", "most results a query, 1 to 50", wholeNumber(1, 50))
    .addOption(new Option("-m, --mode <mode>", "what is compared").choices(SEARCH_MODES))
    .option("--threshold <score>", "lowest score of a result, 0 to 1", share)
    .action(async (file: string, flags, command: Command) => {
      const { runEval } = await import("./commands/eval.ts");
      await perform(command, (session) => runEval(session, file, flags));
    });
  program
    .command("completion")
    .description("Print a completion script for a shell")
    .addArgument(program.createArgument("<shell>", "the shell").choices(SHELLS))
    .action(async (shell: (typeof SHELLS)[number], _, command: Command) => {
      const { completionScript } = await import("./completion.ts");
      await perform(command, async (session) => {
        session.out(completionScript(program, shell));
        return EXIT.found;
      });
    });
  addSimple(
    program,
    perform,
    "mcp",
    "Answer agents over stdin and stdout (Model Context Protocol)",
    async () => (await import("./commands/mcp.ts")).runMcp,
  );
}

function addSimple(
  program: Command,
  perform: Perform,
  name: string,
  description: string,
  load: () => Promise<Work>,
  isDefault = false,
): void {
  program
    .command(name, { isDefault })
    .description(description)
    .action(async (_, command: Command) => perform(command, await load()));
}

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

function collectKind(value: string, before: readonly string[] | undefined): readonly string[] {
  if (!SECTION_KINDS.some((kind) => kind === value))
    throw new InvalidArgumentError(`Allowed choices are ${SECTION_KINDS.join(", ")}.`);
  return collect(value, before);
}

/** Reads a whole number within bounds, and names them to who is outside. */
function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const bounds = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`Expected a whole number ${bounds}.`);
    return value;
  };
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError("Expected a number from 0 to 1.");
  return value;
}
