import type { SearchResult } from "../../../shared/searchResponse.ts";
import type { EvaluatedQuery } from "./evaluate.ts";
import { excerptText, headingLine, sectionText } from "./shownText.ts";

/** A search's results as an evaluation takes them: sections as shown for the ranks, headings and excerpts for `answerWithin2000`. */
export function evaluatedResults(results: readonly SearchResult[]): Pick<EvaluatedQuery, "results" | "shown"> {
  return {
    results: results.map((result) => ({
      package: result.package,
      version: result.version,
      section: headingLine(result),
      file: result.file,
      text: sectionText(result),
    })),
    shown: results.map((result, at) => ({
      package: result.package,
      text: `${headingLine(result)}\n${excerptText(result, at + 1)}`,
    })),
  };
}
