import assert from "node:assert/strict";
import { format, projectFiles, readProjectFile, type Violation } from "./projectFiles.ts";

const BINARY = /\.(?:png|jpe?g|gif|ico|ttf|woff2?|wasm|safetensors|gz|zip|vsix|sqlite|db|seg)$/;

/** Folders of somebody's machine. Documentation of the system itself (`/usr/bin`, `/etc`) and of examples (`/home/user`) is none. */
const MACHINE_PATHS: readonly RegExp[] = [
  /(?<![\w./-])\/work\/(?:main|shared)\b/,
  /(?<![\w./-])\/root\/[\w.]/,
  /(?<![\w./-])\/home\/(?!(?:u|me|you|user|ada|alice|bob|dev)\b)[a-z][\w-]*\//,
  /(?<![\w./-])\/Users\/(?!(?:u|me|you|user|ada|alice|bob|dev)\b)[A-Za-z][\w-]*\//,
  /[A-Z]:\\+Users\\+(?!(?:u|me|you|user|ada|alice|bob|dev)\b)\w+/,
  /(?<![\w./-])\/tmp\/(?!["'`\s)])[\w.-]+\/node_modules/,
];

const SECRETS: readonly RegExp[] = [
  /-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----/,
  /\bghp_[A-Za-z0-9]{36}\b/,
  /\bgithub_pat_\w{50,}/,
  /\bnpm_[A-Za-z0-9]{36}\b/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bsk-[A-Za-z0-9_-]{32,}\b/,
  /\bpa-[A-Za-z0-9_-]{40,}\b/,
  /\bxox[abp]-[\w-]{20,}/,
  /\bhttps?:\/\/[^\s:@/"'`<>{}$]+:[^\s:@/"'`<>{}$]{8,}@/,
];

/** Where a real rule's own patterns and made-up offenders stand. */
const EXEMPT = /^test\/rules\/fixtures\.test\.ts$/;

function matches(file: string, patterns: readonly RegExp[], what: string): Violation[] {
  return readProjectFile(file)
    .split("\n")
    .flatMap((line, index) =>
      patterns.some((pattern) => pattern.test(line))
        ? [{ file, line: index + 1, what: `${what}: ${line.trim().slice(0, 120)}` }]
        : [],
    );
}

describe("committed files", () => {
  const files = projectFiles().filter((file) => !BINARY.test(file) && !EXEMPT.test(file));

  it("name no folder of this machine", () => {
    assert.equal(format(files.flatMap((file) => matches(file, MACHINE_PATHS, "a path of one machine"))), "");
  });

  it("hold no secret", () => {
    assert.equal(format(files.flatMap((file) => matches(file, SECRETS, "looks like a secret"))), "");
  });

  it("name no registry but the public one", () => {
    const locks = files.filter((file) => file.endsWith("package-lock.json"));
    const foreign = /"resolved":\s*"(?!https:\/\/registry\.npmjs\.org\/)/;
    assert.ok(locks.length > 0);
    assert.equal(format(locks.flatMap((file) => matches(file, [foreign], "another registry"))), "");
  });
});
