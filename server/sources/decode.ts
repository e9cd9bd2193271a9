/** Share of characters that may be broken before a file counts as binary. */
const BROKEN_SHARE = 0.01;

/**
 * Decodes a text file: UTF-8 with or without byte order mark, UTF-16 with one. Line ends become `\n`.
 * @returns undefined for bytes that are no text
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const text = decode(bytes);
  return isBinary(text) ? undefined : normaliseLines(text);
}

/**
 * Decodes the beginning of a larger file and ends it after its last whole line.
 * A file of one line ends where its last whole character does.
 */
export function decodeBeginning(bytes: Uint8Array): string | undefined {
  const text = decodeText(bytes);
  if (text === undefined) return undefined;
  const end = text.lastIndexOf("\n");
  return end < 0 ? text.replace(/\uFFFD+$/, "") : text.slice(0, end + 1);
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return new TextDecoder("utf-8").decode(bytes);
}

function isBinary(text: string): boolean {
  if (!text.includes("\uFFFD") && !text.includes("\0")) return false;
  const broken = text.match(/[\uFFFD\0]/g)?.length ?? 0;
  return broken > Math.max(1, text.length * BROKEN_SHARE);
}

function normaliseLines(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}
