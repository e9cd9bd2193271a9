import { readFileSync, writeFileSync } from "node:fs";
import { Directory, HEADER_BYTES, type RegionName } from "../../server/index/segment/format.ts";

/** Where the format's number stands in a segment. */
const FORMAT_AT = 8;
const DIRECTORY_LENGTH_AT = 12;

/** Flips the bits of a byte in the middle of one region. @returns false if the region is empty */
export function damageRegion(path: string, region: RegionName): boolean {
  const bytes = readFileSync(path);
  const directoryEnd = HEADER_BYTES + bytes.readUInt32LE(DIRECTORY_LENGTH_AT);
  const { regions } = Directory.parse(JSON.parse(bytes.toString("utf8", HEADER_BYTES, directoryEnd)));
  const [offset, length] = regions[region];
  if (length === 0) return false;
  const at = Math.ceil(directoryEnd / 8) * 8 + offset + Math.floor(length / 2);
  flip(bytes, at);
  writeFileSync(path, bytes);
  return true;
}

export function damageDirectory(path: string): void {
  const bytes = readFileSync(path);
  flip(bytes, HEADER_BYTES + 5);
  writeFileSync(path, bytes);
}

export function cutShort(path: string): void {
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length / 2)));
}

/** As another version of Contexter would have written it. */
export function changeFormat(path: string): void {
  const bytes = readFileSync(path);
  bytes.writeUInt32LE(99, FORMAT_AT);
  writeFileSync(path, bytes);
}

function flip(bytes: Buffer, at: number): void {
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
}
