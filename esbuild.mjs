// Builds everything that ships into dist/: bundles, WASM kernel, model, grammars. `--watch` is not offered: a build takes under a second.

import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import * as esbuild from "esbuild";
import wabt from "wabt";

const root = new URL("./", import.meta.url);
const at = (path) => new URL(path, root);

async function assets() {
  await mkdir(at("dist/assets/model/"), { recursive: true });
  await mkdir(at("dist/assets/tree-sitter/"), { recursive: true });
  const source = await readFile(at("server/index/kernel.wat"), "utf8");
  const module = (await wabt()).parseWat("kernel.wat", source, { simd: true, threads: true, bulk_memory: true });
  await writeFile(at("dist/assets/kernel.wasm"), module.toBinary({}).buffer);
  for (const file of ["model.safetensors", "vocab.txt"])
    await cp(at(`server/embed/model/${file}`), at(`dist/assets/model/${file}`));
  for (const grammar of ["tree-sitter-typescript", "tree-sitter-tsx", "tree-sitter-javascript"])
    await cp(
      at(`node_modules/@vscode/tree-sitter-wasm/wasm/${grammar}.wasm`),
      at(`dist/assets/tree-sitter/${grammar}.wasm`),
    );
  await cp(at("node_modules/web-tree-sitter/web-tree-sitter.wasm"), at("dist/assets/tree-sitter/tree-sitter.wasm"));
  for (const file of ["codicon.css", "codicon.ttf"])
    await cp(at(`node_modules/@vscode/codicons/dist/${file}`), at(`dist/webview/codicons/${file}`));
}

const common = {
  bundle: true,
  minify: true,
  sourcemap: false,
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
  absWorkingDir: root.pathname,
  // its `main` is UMD, whose inner requires a bundle does not find
  alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
};
const banner = {
  js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
};
const doors = ["server/main.ts", "server/cli.ts", "server/worker.ts"].filter((file) => existsSync(at(file)));

/** Files that went into the bundles, for the third-party notices. */
const inputs = new Set();
const bundle = async (options) => {
  const { metafile } = await esbuild.build({ ...common, ...options });
  for (const [output, { inputs: parts }] of Object.entries(metafile.outputs))
    for (const [file, { bytesInOutput }] of Object.entries(parts))
      if (bytesInOutput > 0 || !/\.[cm]?js$/.test(output)) inputs.add(file);
};

async function bundles() {
  await bundle({
    entryPoints: doors,
    outdir: "dist",
    platform: "node",
    target: "node22.13",
    format: "esm",
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    banner,
  });
  if (existsSync(at("client/extension.ts")))
    await bundle({
      entryPoints: ["client/extension.ts"],
      outfile: "dist/extension.cjs",
      platform: "node",
      target: "node22",
      format: "cjs",
      external: ["vscode"],
    });
  if (existsSync(at("client/webview/main.ts")))
    await bundle({
      entryPoints: ["client/webview/main.ts"],
      outdir: "dist/webview",
      platform: "browser",
      target: "chrome128",
      format: "esm",
      splitting: true,
      chunkNames: "chunks/[name]-[hash]",
      loader: { ".ttf": "file", ".svg": "text" },
    });
}

await rm(at("dist/"), { recursive: true, force: true });
await assets();
await bundles();
await writeFile(at("dist/inputs.json"), `${JSON.stringify([...inputs].sort(), null, 1)}\n`);
