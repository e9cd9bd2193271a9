import assert from "node:assert/strict";
import { decodeBeginning, decodeText } from "../../../server/sources/decode.ts";

const bytes = (text: string, encoding: BufferEncoding = "utf8") => new Uint8Array(Buffer.from(text, encoding));

describe("decodeText", () => {
  const check = (name: string, input: Uint8Array, expected: string | undefined) =>
    it(name, () => assert.equal(decodeText(input), expected));
  check("reads UTF-8", bytes("né\n"), "né\n");
  check("drops a byte order mark", bytes("\uFEFFa"), "a");
  check("reads UTF-16, little end first", new Uint8Array([0xff, 0xfe, 0x61, 0, 0x62, 0]), "ab");
  check("reads UTF-16, big end first", new Uint8Array([0xfe, 0xff, 0, 0x61, 0, 0x62]), "ab");
  check("turns Windows line ends into plain ones", bytes("a\r\nb\r\n"), "a\nb\n");
  check("turns old Mac line ends into plain ones", bytes("a\rb"), "a\nb");
  check("reads an empty file", new Uint8Array(), "");
  check("replaces a single broken byte", new Uint8Array([...bytes("a".repeat(200)), 0xff]), `${"a".repeat(200)}\uFFFD`);
  check("refuses Latin-1 full of accents", bytes("é".repeat(50) + "abc".repeat(50), "latin1"), undefined);
  check("refuses binary data", new Uint8Array(200), undefined);
});

describe("decodeBeginning", () => {
  const check = (name: string, input: Uint8Array, expected: string | undefined) =>
    it(name, () => assert.equal(decodeBeginning(input), expected));
  check("ends after the last whole line", bytes("one\ntwo\nthr"), "one\ntwo\n");
  check("ends after the last whole character where there is one line", bytes("aé").subarray(0, 2), "a");
  check("refuses binary data", new Uint8Array(200), undefined);
});
