import { spawnSync } from "node:child_process";
import { join, relative } from "node:path";
import { excerptText } from "../../server/surfaces/terminal/shownText.ts";
import { SearchResponse, type SearchResult } from "../../shared/searchResponse.ts";
import { root } from "../testing/run.ts";

/** What the code of the demo workspace makes one ask. */
const DEMO_QUESTIONS = [
  "fastify set a custom error handler",
  "how do I retry failed requests in undici?",
  "kysely insert or update on conflict",
] as const;
const OTHER_QUESTIONS = ["getting started", "how to handle errors", "configuration options"] as const;

type Env = Readonly<Record<string, string>>;

/** Asks the terminal door. @throws {Error} with the command's own words if it answers anything but a found result */
function ask(question: string, folder: string, env: Env): SearchResult {
  const args = [join(root, "dist", "cli.js"), "search", question, "--workspace", folder, "--limit", "1", "--json"];
  const result = spawnSync(process.execPath, args, { env: { ...process.env, ...env }, encoding: "utf8" });
  if (result.status !== 0) throw new Error(`"${question}" failed with ${result.status}: ${result.stderr.trim()}`);
  const [best] = SearchResponse.parse(JSON.parse(result.stdout)).results;
  if (!best) throw new Error(`"${question}" has no answer`);
  return best;
}

/** The passage that answers, as a search in the terminal shows it. */
function excerpt(result: SearchResult): string {
  return excerptText(result)
    .split("\n")
    .map((line) => `   ${line}`.trimEnd())
    .join("\n");
}

/** The question, where its answer stands, and the answer. */
export function formatAnswer(question: string, best: SearchResult, milliseconds: number): string {
  const place = `${best.package}/${best.file}:${best.line}`;
  const path = best.headingPath.join(" › ") || best.title;
  const head = `${best.name} ${best.version}  ${path}`;
  return `\n? ${question}\n  ${head}\n  ${place}  score ${best.score.toFixed(2)}, ${milliseconds.toFixed(0)} ms\n\n${excerpt(best)}`;
}

/**
 * Asks three questions about a workspace and prints the answers.
 * @returns exit code: 0 if all were answered
 */
export function askQuestions(folder: string, env: Env): number {
  const demo = relative(join(root, "test", "workspaces", "demo"), folder) === "";
  let failures = 0;
  for (const question of demo ? DEMO_QUESTIONS : OTHER_QUESTIONS)
    try {
      const start = performance.now();
      const best = ask(question, folder, env);
      console.log(formatAnswer(question, best, performance.now() - start));
    } catch (error) {
      failures++;
      console.error(`\n? ${question}\n  ${error instanceof Error ? error.message : error}`);
    }
  return failures === 0 ? 0 : 1;
}
