import type { SearchResult } from "../../../shared/searchResponse.ts";
import { type Excerpt, excerptOf } from "./excerpt.ts";

/** A declaration's own documentation. Its block tags become paragraphs, so that they are not run together. */
export function tsdocExcerpt(section: SearchResult): Excerpt {
  const text = section.text
    .replace(/\{@(?:link|linkcode|linkplain|inheritDoc)\s+([^\s|}]+)(?:[\s|]+([^}]*))?\}/g, (_, target, label) =>
      label === undefined || label.trim() === "" ? `\`${target}\`` : label.trim(),
    )
    .replace(/^[ \t]*@example\b[ \t]*/gm, "\n")
    .replace(/^[ \t]*@(\w+)/gm, "\n**@$1**");
  return excerptOf({ text, passage: [0, 0], ...(section.example && { example: section.example }) }, undefined);
}
