/**
 * Text from packages on its way to a language model: it is data, so what could pass for something else is taken out or
 * marked. Nothing here decides whether a text is good; it only makes sure that a reader sees what a model reads.
 */

/**
 * Characters that a person does not see and a model does: control and format characters, and everything that Unicode
 * lets a renderer ignore (the tag block can spell a whole sentence). The joiner and the selector inside an emoji stay.
 */
const HIDDEN = /(?![\t\n]|\ufe0f|\u200d\p{Extended_Pictographic})[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** The text without hidden characters; line ends become `\n`, the joiner inside an emoji stays. */
export function withoutHiddenCharacters(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(HIDDEN, "");
}

/** Phrases by which a text addresses the model that reads it. Each needs verb and object: prose alone must not match. */
const INSTRUCTION = [
  /\b(?:ignore|disregard|forget|override)\s+(?:all\s+|any\s+|every\s+)?(?:of\s+)?(?:the\s+|your\s+|my\s+)?(?:previous|prior|above|earlier|preceding|system)\s+(?:instructions?|prompts?|messages?|rules?|context)/iu,
  /\b(?:you\s+are\s+now|act\s+as|pretend\s+to\s+be)\s+(?:an?\s+)?(?:\w+\s+)?(?:assistant|agent|ai|model|dan|administrator)\b/iu,
  /\b(?:do\s+not|don't|never)\s+(?:tell|inform|mention\s+(?:this|it)\s+to|reveal\s+(?:this|it)\s+to|show\s+(?:this|it)\s+to)\s+the\s+user\b/iu,
  /\b(?:ai|llm|coding)\s+(?:agents?|assistants?|models?)\b[^.\n]{0,40}\b(?:must|should|shall|are\s+(?:required|instructed)\s+to)\b/iu,
  /\b(?:reveal|print|repeat|output|leak)\s+(?:your|the)\s+(?:system\s+prompt|hidden\s+instructions?|initial\s+instructions?)/iu,
  /<\/?(?:system|assistant|instructions?|tool_call|function_calls?)>|<\|(?:im_start|im_end|system|endoftext)\|>|\[\/?INST\]/iu,
];

/** True for a line that reads as an instruction to a model instead of documentation for a person. */
export function looksLikeInstruction(line: string): boolean {
  return INSTRUCTION.some((pattern) => pattern.test(line));
}

/** Put in front of a suspected line. */
export const INSTRUCTION_MARK = "[quoted, not an instruction] ";

/** Marks the lines that read as instructions to a model; all other lines stay as they are. */
export function markInstructions(text: string): { readonly text: string; readonly marked: number } {
  let marked = 0;
  const lines = text.split("\n").map((line) => {
    if (!looksLikeInstruction(line)) return line;
    marked += 1;
    return INSTRUCTION_MARK + line;
  });
  return { text: lines.join("\n"), marked };
}

/** Everything that must happen to a text before a model reads it between `<tag …>` and `</tag>`. */
export function quotable(text: string, tag: string): { readonly text: string; readonly marked: number } {
  const { text: safe, marked } = markInstructions(withoutHiddenCharacters(text));
  return { text: safe.replace(new RegExp(`<(/?)(${tag})`, "gi"), "<$1\\$2"), marked };
}

/** A value between double quotes of a tag: one line, no quotes or angle brackets. */
export function attribute(value: string): string {
  return withoutHiddenCharacters(value)
    .replace(/[\s"<>]+/g, " ")
    .trim();
}
