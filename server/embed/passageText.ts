import type { Section } from "../model/section.ts";

/**
 * What the model reads of each passage: package and the last two headings in front, as it was trained. Section order, then passage order.
 */
export function passageTexts(sections: readonly Section[]): string[] {
  const texts: string[] = [];
  for (const section of sections) {
    const lead = `${section.package} ${section.headingPath.slice(-2).join(" > ")}\n`;
    for (const passage of section.passages) texts.push(lead + section.text.slice(passage.start, passage.end));
  }
  return texts;
}
