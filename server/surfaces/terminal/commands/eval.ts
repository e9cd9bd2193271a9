import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { SearchMode } from "../../../../shared/searchResponse.ts";
import { ContexterError, errnoOf, isAbort, messageOf } from "../../../errors.ts";
import type { Engine } from "../../engine.ts";
import {
  type EvaluatedQuery,
  type Evaluation,
  evaluate,
  type JudgedQuery,
  type Metrics,
  parseQueries,
} from "../evaluate.ts";
import { evaluatedResults } from "../evaluatedResults.ts";
import { EXIT, type ExitCode } from "../io.ts";
import type { Session } from "../session.ts";
import { columns } from "../style.ts";

export interface EvalFlags {
  readonly results?: string;
  readonly limit?: number;
  readonly mode?: SearchMode;
  readonly threshold?: number;
}

/** Runs judged queries through the same search as everything else and prints how well it does. */
export async function runEval(session: Session, file: string, flags: EvalFlags): Promise<ExitCode> {
  const queries = parseQueries(await readText(resolve(session.io.cwd, file)));
  const engine = await session.engine({ readOnly: true });
  const failures: string[] = [];
  const evaluated: EvaluatedQuery[] = [];
  for (const query of queries) {
    const answer = await ask(engine, query, session, flags);
    if (typeof answer === "string") failures.push(`${query.id}: ${answer}`);
    evaluated.push(typeof answer === "string" ? { query, results: [], shown: [], latencyMs: 0 } : answer);
  }
  if (flags.results !== undefined) await writeFile(resolve(session.io.cwd, flags.results), resultLines(evaluated));
  const evaluation = evaluate(evaluated);
  if (session.options.json) session.json(evaluation);
  else for (const line of renderEvaluation(evaluation)) session.out(line);
  for (const failure of failures) session.warn(failure);
  return failures.length > 0 ? EXIT.failure : EXIT.found;
}

/** @returns the reason where the query could not be run, e.g. because its library is not indexed */
async function ask(
  engine: Engine,
  query: JudgedQuery,
  session: Session,
  flags: EvalFlags,
): Promise<EvaluatedQuery | string> {
  const started = performance.now();
  try {
    const { results } = await engine.search(
      {
        query: query.query,
        limit: flags.limit ?? 10,
        ...(query.library != null && { libraries: [query.library] }),
        ...(flags.mode !== undefined && { mode: flags.mode }),
        ...(flags.threshold !== undefined && { threshold: flags.threshold }),
        ...(session.options.all && { all: true }),
      },
      session.signal,
    );
    return {
      query,
      latencyMs: performance.now() - started,
      ...evaluatedResults(results),
    };
  } catch (error) {
    if (isAbort(error) || !(error instanceof ContexterError)) throw error;
    return error.message;
  }
}

function resultLines(evaluated: readonly EvaluatedQuery[]): string {
  return evaluated.map(({ query, results }) => `${JSON.stringify({ id: query.id, results })}\n`).join("");
}

const COLUMNS = [
  "n",
  "recall@1",
  "recall@5",
  "recall@10",
  "direct@10",
  "nDCG@10",
  "MRR@10",
  "answerWithin2000",
] as const;

export function renderEvaluation(evaluation: Evaluation): string[] {
  const row = (name: string, metrics: Metrics) => [
    name,
    ...COLUMNS.map((column) => (column === "n" ? String(metrics.n) : metrics[column].toFixed(3))),
  ];
  const { latencyMs, unjudged, meanCharacters } = evaluation;
  const groups = [...Object.entries(evaluation.kind), ...Object.entries(evaluation.scope)];
  const table = [
    ["", ...COLUMNS],
    row("overall", evaluation.overall),
    ...groups.map(([name, metrics]) => row(name, metrics)),
  ];
  return [
    ...columns(table),
    `latency ms: mean ${latencyMs.mean.toFixed(2)}, p50 ${latencyMs.p50.toFixed(2)}, p95 ${latencyMs.p95.toFixed(2)}, p99 ${latencyMs.p99.toFixed(2)}`,
    `mean length of a result: ${meanCharacters} characters`,
    ...(unjudged.n > 0
      ? [`without judgment: ${unjudged.n}, of which nothing relevant: ${unjudged.nothing.toFixed(3)}`]
      : []),
  ];
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new ContexterError("surfaces/bad-input", `${path}: ${errnoOf(error) ?? messageOf(error)}`, { cause: error });
  }
}
