/** Every command of the extension: its id, its palette title, where it stands. The manifest section is generated from this. */
export interface CommandInfo {
  readonly title: string;
  readonly icon?: string;
  readonly key?: { readonly key: string; readonly mac?: string; readonly when?: string };
  /** Shown in the editor's context menu under this condition. */
  readonly editorContext?: string;
  /** False hides it from the palette (it needs an argument). */
  readonly palette?: boolean;
  readonly enablement?: string;
}

const table = {
  "contexter.search": {
    title: "Search Docs",
    icon: "$(search)",
    key: { key: "ctrl+alt+d", mac: "cmd+alt+d" },
  },
  "contexter.searchSymbol": {
    title: "Search Docs for Symbol Under Cursor or Selection",
    key: { key: "ctrl+alt+shift+d", mac: "cmd+alt+shift+d", when: "editorTextFocus" },
    editorContext: "editorTextFocus",
  },
  "contexter.openSearchView": { title: "Open Search View", icon: "$(book)" },
  "contexter.indexWorkspace": { title: "Index Workspace", icon: "$(sync)" },
  "contexter.cancelIndexing": { title: "Cancel Indexing" },
  "contexter.refreshLibrary": { title: "Refresh Library", icon: "$(refresh)" },
  "contexter.removeLibrary": { title: "Remove Library", icon: "$(trash)" },
  "contexter.rebuildIndex": { title: "Rebuild Index" },
  "contexter.clearIndex": { title: "Clear Index" },
  "contexter.showStatus": { title: "Show Status" },
  "contexter.showLog": { title: "Show Log" },
  "contexter.showDiagnostics": { title: "Show Diagnostics" },
  "contexter.openReadme": { title: "Open README of Library", icon: "$(go-to-file)" },
  "contexter.toggleHover": { title: "Toggle Documentation Hovers for This Language" },
  "contexter.restartServer": { title: "Restart Server" },
  "contexter.openSettings": { title: "Open Settings", icon: "$(settings-gear)" },
  "contexter.openWalkthrough": { title: "Get Started" },
  "contexter.searchInLibrary": { title: "Search in This Library", icon: "$(search)", palette: false },
  "contexter.prepareInstall": { title: "Type Install Command into Terminal", icon: "$(terminal)", palette: false },
  "contexter.openSource": { title: "Open Source", palette: false },
  "contexter.openInView": { title: "Open in Search View", palette: false },
} as const satisfies Record<`contexter.${string}`, CommandInfo>;

export type CommandId = keyof typeof table;
export const COMMANDS: Readonly<Record<CommandId, CommandInfo>> = table;
