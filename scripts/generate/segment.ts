import { DEFLATED, REGIONS, type RegionName } from "../../server/index/segment/format.ts";
import { markdownTable } from "./table.ts";

const CONTENTS: Readonly<Record<RegionName, string>> = {
  strings: "names, each once: packages, files, anchors, headings, symbols",
  sections:
    "a row of numbers a section: package, file, anchor, headings, symbols, flags, lines, place of the text, length in terms, first passage",
  lists: "numbers of strings that belong together: a section's headings, its symbols",
  sketches: "8 hashes a section, to find twins",
  terms: "the dictionary of terms, sorted",
  postingEnds: "where each term's postings end",
  postings:
    "per term the sections that have it, with the frequency in body, heading, headings above and file packed into one byte",
  passages: "where each passage begins and ends in its section's text",
  scales: "what each passage's int8 vector is multiplied with",
  symbols: "a row of numbers a symbol: path, kind, package, file, lines, section, type that it yields, bases",
  modules: "what each public module name (`zod`, `zod/mini`) exports",
  blockEnds: "where each block of texts ends",
  vectors: "int8, one vector a passage",
  texts: "the sections' texts, in blocks of about 32 KiB that are compressed one by one",
};

/** The regions of a segment file in their order. */
export function segmentRegions(): string {
  const rows = REGIONS.map((name) => [`\`${name}\``, CONTENTS[name], place(name)]);
  return markdownTable(["Region", "What it holds", "While it is open"], rows);
}

function place(name: RegionName): string {
  if (name === "vectors") return "in the kernel's memory";
  if (name === "texts") return "on the disk";
  return DEFLATED.includes(name) ? "in memory, compressed" : "in memory";
}
