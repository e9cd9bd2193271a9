import type { IndexSummary } from "../../shared/protocol.ts";

/** A run's outcome in one short line. */
export function indexSummaryText(summary: IndexSummary): string {
  const parts = [
    summary.built > 0 ? `${summary.built} indexed` : "",
    summary.upToDate > 0 ? `${summary.upToDate} up to date` : "",
    summary.failed > 0 ? `${summary.failed} failed` : "",
    summary.removed > 0 ? `${summary.removed} removed` : "",
    summary.cancelled ? "cancelled" : "",
  ].filter(Boolean);
  if (parts.length === 0) return "nothing to index";
  return summary.built === 0 && parts.length === 1 && summary.upToDate > 0
    ? "everything is up to date"
    : parts.join(", ");
}
