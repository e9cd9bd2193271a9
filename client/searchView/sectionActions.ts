import * as vscode from "vscode";
import type { SearchResult } from "../../shared/searchResponse.ts";
import type { SectionAction } from "./messages.ts";
import type { Sections } from "./sections.ts";

export interface SourcePlace {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly endLine?: number | undefined;
}

/** Does what a button of the search view says; the answer is for the view's live region. */
export async function actOn(action: SectionAction, id: string, sections: Sections): Promise<string> {
  const section = await sections.find(id);
  switch (action) {
    case "openSource":
      return openSection(section);
    case "insertExample":
      return insertExample(section);
    case "copy":
      await vscode.env.clipboard.writeText((await sections.read(id)).text);
      return "Section copied.";
    case "copyId":
      await vscode.env.clipboard.writeText(section.id);
      return "Id copied.";
  }
}

export async function openSection(section: SearchResult): Promise<string> {
  if (section.path === undefined) {
    const message = `${section.name} ${section.version} is not installed here, so its files cannot be opened.`;
    void vscode.window.showInformationMessage(`${message} The search view shows the section itself.`);
    return message;
  }
  await openSource({ path: section.path, line: section.line, endLine: section.endLine });
  return `${section.file} opened.`;
}

/** Opens a package's file at a line, the section's lines lit up for a moment; it is not meant to be edited. */
export async function openSource({ path, line, endLine }: SourcePlace): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
  const start = Math.min(Math.max(0, line - 1), document.lineCount - 1);
  const end = Math.min(Math.max(start, (endLine ?? line) - 1), document.lineCount - 1);
  const editor = await vscode.window.showTextDocument(document, {
    preview: true,
    selection: new vscode.Range(start, 0, start, 0),
  });
  editor.revealRange(new vscode.Range(start, 0, end, 0), vscode.TextEditorRevealType.AtTop);
  if (/[\\/]node_modules[\\/]/.test(path))
    await vscode.commands.executeCommand("workbench.action.files.setActiveEditorReadonlyInSession");
  lightUp(editor, new vscode.Range(start, 0, end, document.lineAt(end).text.length));
}

const LIT_MS = 2500;

function lightUp(editor: vscode.TextEditor, range: vscode.Range): void {
  const decoration = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("editor.rangeHighlightBackground"),
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.rangeHighlightForeground"),
  });
  editor.setDecorations(decoration, [range]);
  setTimeout(() => decoration.dispose(), LIT_MS);
}

async function insertExample(section: SearchResult): Promise<string> {
  if (section.example === undefined) return "This section has no code to insert.";
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    await vscode.env.clipboard.writeText(section.example.code);
    void vscode.window.showInformationMessage("No editor is open; the example was copied instead.");
    return "No editor is open; the example was copied instead.";
  }
  // As a snippet it takes the indentation of its place; appendText makes every character literal.
  await editor.insertSnippet(new vscode.SnippetString().appendText(section.example.code));
  await vscode.window.showTextDocument(editor.document, editor.viewColumn);
  return "Example inserted.";
}
