import * as z from "zod";
import type { Database } from "../platform/database.ts";

/** A number that grows with every change of the current generations or of failures, also from other processes. */
export function changeCounter(db: Database): number {
  return db.get(z.object({ value: z.int() }), "SELECT value FROM meta WHERE key = 'change_counter'")?.value ?? 0;
}

/** Tells every process that there is something new; called inside the transaction of the change. */
export function bumpChangeCounter(db: Database): void {
  db.run("UPDATE meta SET value = value + 1 WHERE key = 'change_counter'");
}
