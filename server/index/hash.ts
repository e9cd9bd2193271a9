import xxhash from "xxhash-wasm";
import type { Hash } from "./segment/build.ts";

/** xxhash64 as 16 hex characters; the checksum of every region of a segment. */
export async function openHash(): Promise<Hash> {
  const { h64Raw } = await xxhash();
  return (bytes) => h64Raw(bytes).toString(16).padStart(16, "0");
}
