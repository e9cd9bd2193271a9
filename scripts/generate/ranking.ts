import { DEFAULT_BM25 } from "../../server/index/lexical.ts";
import { SIGNALS } from "../../server/search/signals.ts";
import { markdownTable } from "./table.ts";

/** The re-ranking signals with weight and reason, the heaviest first. */
export function rankingSignals(): string {
  const heaviest = [...SIGNALS].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const rows = heaviest.map(({ name, weight, why }) => [`\`${name}\``, signed(weight), why]);
  return markdownTable(["Signal", "Weight", "Why"], rows);
}

/** The constants of BM25 with fields. */
export function bm25Constants(): string {
  const { k1, b, title, path, file } = DEFAULT_BM25;
  return markdownTable(
    ["Constant", "Value", "What it does"],
    [
      ["k1", `${k1}`, "how soon more of the same word stops counting"],
      ["b", `${b}`, "how much a long section pays for its length"],
      ["title", `${title}`, "weight of a word in the section's own heading; the body's is 1"],
      ["path", `${path}`, "weight of a word in the headings above"],
      ["file", `${file}`, "weight of a word in the package's name or the file's path"],
    ],
  );
}

function signed(weight: number): string {
  return weight > 0 ? `+${weight}` : `−${-weight}`;
}
