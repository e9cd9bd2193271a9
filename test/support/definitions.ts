import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript-classic";
import type { Declaration } from "../../shared/protocol.ts";

/**
 * Answers "where is this declared" as an editor's TypeScript service does: TypeScript 7 has no such interface for programs any more, so
 * the tests use the last version that has.
 * @param folder holds the files and reaches their packages
 */
export class DefinitionService {
  readonly #service: ts.LanguageService;

  constructor(folder: string, files: readonly string[]) {
    const options: ts.CompilerOptions = {
      allowJs: true,
      jsx: ts.JsxEmit.ReactJSX,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      target: ts.ScriptTarget.ES2022,
      skipLibCheck: true,
      baseUrl: folder,
      paths: { "@/*": ["./*"] },
      types: ["node"],
    };
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => files.map((file) => join(folder, file)),
      getScriptVersion: () => "1",
      getScriptSnapshot: (file) =>
        ts.sys.fileExists(file) ? ts.ScriptSnapshot.fromString(readFileSync(file, "utf8")) : undefined,
      getCurrentDirectory: () => folder,
      getDefaultLibFileName: (each) => ts.getDefaultLibFilePath(each),
      fileExists: ts.sys.fileExists,
      readFile: ts.sys.readFile,
      readDirectory: ts.sys.readDirectory,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
      ...(ts.sys.realpath && { realpath: ts.sys.realpath }),
    });
  }

  /** @param offset UTF-16 */
  at(file: string, offset: number): Declaration[] {
    const found = this.#service.getDefinitionAtPosition(file, offset) ?? [];
    return found.map(({ fileName, textSpan }) => {
      const source = this.#service.getProgram()?.getSourceFile(fileName);
      const place = source ? source.getLineAndCharacterOfPosition(textSpan.start) : { line: 0, character: 0 };
      return { path: fileName, line: place.line + 1, character: place.character + 1 };
    });
  }
}
