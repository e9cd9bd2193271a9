import * as z from "zod";
import { AUDIENCES } from "../../model/document.ts";
import { SegmentInfo } from "../../model/generation.ts";

/**
 * A segment file: 8 bytes magic, u32 format, u32 length of the directory, 16 hex characters of the directory's xxhash64, the
 * directory (JSON), then the regions, each aligned to 8 bytes. Little endian. Nothing in it depends on time or machine.
 */
export const MAGIC = "CTXSEGMT";
export const FORMAT = 2;
export const HEADER_BYTES = 32;

export const REGIONS = [
  "strings",
  "sections",
  "lists",
  "sketches",
  "terms",
  "postingEnds",
  "postings",
  "passages",
  "scales",
  "symbols",
  "modules",
  "blockEnds",
  "vectors",
  "texts",
] as const;
export type RegionName = (typeof REGIONS)[number];

/** Regions that lie deflated in the file: columns and strings, which shrink to a third. What every search reads stays as it is. */
export const DEFLATED: readonly RegionName[] = [
  "strings",
  "sections",
  "lists",
  "sketches",
  "passages",
  "symbols",
  "modules",
];

export const Directory = z.object({
  info: SegmentInfo,
  dimension: z.int(),
  /** Mean length of a section in terms, for BM25; frozen with the generation. */
  meanLength: z.number(),
  regions: z.record(z.enum(REGIONS), z.tuple([z.int(), z.int(), z.string()])),
});
export type Directory = z.infer<typeof Directory>;

/** Columns of the `sections` region, each one Uint32 a section, column after column. */
export const SECTION_COLUMNS = [
  "package",
  "file",
  "anchor",
  "headings",
  "headingCount",
  "symbols",
  "symbolCount",
  "flags",
  "line",
  "endLine",
  "block",
  "offset",
  "length",
  "terms",
  "firstPassage",
] as const;
export type SectionColumn = (typeof SECTION_COLUMNS)[number];

/** Columns of the `symbols` region. */
export const SYMBOL_COLUMNS = [
  "path",
  "last",
  "kind",
  "package",
  "file",
  "line",
  "endLine",
  "section",
  "yields",
  "bases",
  "baseCount",
] as const;
export type SymbolColumn = (typeof SYMBOL_COLUMNS)[number];

/** `flags` of a section: kind in bits 0 to 3, audience (0 none) in bits 4 to 7, then single bits. */
export const FLAG_REACHED = 1 << 8;
export const FLAG_DEPRECATED = 1 << 9;
export const FLAG_TYPES = 1 << 10;
export const audienceCode = (audience: (typeof AUDIENCES)[number] | undefined) =>
  audience === undefined ? 0 : AUDIENCES.indexOf(audience) + 1;

/** How many of a section's smallest shingle hashes are kept to find its twins. */
export const SKETCH_SIZE = 8;
/** Sections' texts are compressed together in blocks of about this many bytes: a search reads ten of them, and larger ones hardly save more. */
export const BLOCK_BYTES = 8 * 1024;
/** −1 in an unsigned column. */
export const NONE = 0xffffffff;
