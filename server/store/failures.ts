import * as z from "zod";
import { ERRORS, type ErrorCode } from "../../shared/errors.ts";
import type { LibraryId } from "../model/library.ts";
import type { Database } from "../platform/database.ts";
import { bumpChangeCounter } from "./changeCounter.ts";

/** Why a library's last build failed; kept until a build succeeds. */
export interface Failure {
  readonly library: LibraryId;
  readonly version: string;
  /** Digest of the documents, where it came that far: the same ones need no second try. */
  readonly digest?: string;
  readonly code: ErrorCode;
  readonly message: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);

const Row: z.ZodType<Failure> = z
  .object({
    library: z.templateLiteral(["pkg:", z.string()]),
    version: z.string(),
    digest: z.string().nullable(),
    // A newer Contexter may know more codes.
    code: z.string().transform((code): ErrorCode => (isErrorCode(code) ? code : "chunk/unparsable")),
    message: z.string(),
    at: z.string(),
  })
  .transform(({ digest, ...rest }) => (digest === null ? rest : { ...rest, digest }));

export function recordFailure(db: Database, failure: Omit<Failure, "at">, now: number): void {
  const { library, version, digest, code, message } = failure;
  db.run(
    "INSERT OR REPLACE INTO failures (library, version, digest, code, message, at) VALUES (?, ?, ?, ?, ?, ?)",
    ...[library, version, digest ?? null, code, message, new Date(now).toISOString()],
  );
  bumpChangeCounter(db);
}

export function clearFailure(db: Database, library: LibraryId, version: string): void {
  const { changes } = db.run("DELETE FROM failures WHERE library = ? AND version = ?", library, version);
  if (changes > 0) bumpChangeCounter(db);
}

/** Sorted by library, then version. */
export function listFailures(db: Database): Failure[] {
  return db.all(Row, "SELECT library, version, digest, code, message, at FROM failures ORDER BY library, version");
}
