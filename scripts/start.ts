// `npm start`: builds, indexes a workspace from what lies in its node_modules, and opens a VS Code on it with Contexter installed.
// Usage: npm start -- [FOLDER] [--headless] [--web] [--port N] [--help]

import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { askQuestions } from "./start/ask.ts";
import { openDesktop } from "./start/desktop.ts";
import { serveWorkbench } from "./start/web.ts";
import { root, runNode } from "./testing/run.ts";
import { packVsix } from "./vsix.ts";

const HELP = `Usage: npm start -- [FOLDER] [options]

Builds Contexter, indexes the dependencies of FOLDER (default: test/workspaces/demo) from its node_modules,
and opens VS Code on it with Contexter installed: \`code\` on the PATH with a profile of its own, else
VS Code's server from the npm registry, whose address is printed.

  --headless   no editor: index, ask three questions in the terminal, exit 0 if all were answered; needs no network
  --web        VS Code's server even if \`code\` is there
  --port N     port of that server (default: a free one)
  --help       this text`;

interface Choice {
  readonly folder: string;
  readonly headless: boolean;
  readonly web: boolean;
  readonly port: number;
}

class UsageError extends Error {}

function readArguments(args: string[]): Choice | undefined {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      headless: { type: "boolean", default: false },
      web: { type: "boolean", default: false },
      port: { type: "string", default: "0" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(`${values.port} is no port`);
  if (positionals.length > 1) throw new UsageError(`one folder at most, got ${positionals.join(" ")}`);
  const folder = resolve(process.env.INIT_CWD ?? ".", positionals[0] ?? join(root, "test", "workspaces", "demo"));
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new UsageError(`${folder} is no folder`);
  return { folder, headless: values.headless, web: values.web, port };
}

/** A store of its own, so that trying Contexter leaves nothing in the user's data folder. */
const dataDir = join(root, ".vscode-test", "start", "store");

/** Exit code of `contexter index` when a part failed. */
const PARTIAL = 3;

async function start({ folder, headless, web, port }: Choice): Promise<number> {
  const built = await runNode(["esbuild.mjs"]);
  if (built !== 0) return built;
  const env = { CONTEXTER_DATA_DIR: dataDir };
  console.log(`Indexing ${folder}`);
  const indexed = await runNode(["dist/cli.js", "index", folder], { env });
  // What could not be indexed has been named; the editor shows it too, and the rest works.
  if (indexed !== 0 && (headless || indexed !== PARTIAL)) return indexed;
  if (headless) return askQuestions(folder, env);
  await packVsix();
  if (!web && openDesktop(folder, env)) return 0;
  return serveWorkbench({ folder, env, port });
}

try {
  const choice = readArguments(process.argv.slice(2));
  if (choice === undefined) console.log(HELP);
  else process.exitCode = await start(choice);
} catch (error) {
  const usage = error instanceof UsageError || (error instanceof TypeError && "code" in error);
  console.error(error instanceof Error ? error.message : error);
  if (usage) console.error(`\n${HELP}`);
  process.exitCode = usage ? 2 : 1;
}
