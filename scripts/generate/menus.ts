import { COMMANDS, type CommandId } from "../../shared/commands.ts";

interface MenuItem {
  readonly command: CommandId;
  readonly when?: string;
  readonly group?: string;
}

const IN_LIBRARIES = "view == contexter.librariesView";
const IN_SEARCH = "view == contexter.searchView";

const title: readonly MenuItem[] = [
  { command: "contexter.indexWorkspace", when: IN_LIBRARIES, group: "navigation@1" },
  { command: "contexter.search", when: IN_LIBRARIES, group: "navigation@2" },
  { command: "contexter.rebuildIndex", when: IN_LIBRARIES, group: "2_index@1" },
  { command: "contexter.clearIndex", when: IN_LIBRARIES, group: "2_index@2" },
  { command: "contexter.showDiagnostics", when: IN_LIBRARIES, group: "3_state@1" },
  { command: "contexter.openSettings", when: IN_SEARCH, group: "2_settings@1" },
  { command: "contexter.showStatus", when: IN_SEARCH, group: "2_settings@2" },
];

/** A tree item's context value is `library`, its state and its traits, e.g. `library.indexed.readme.searchable`. */
const item = (command: CommandId, pattern: string, group: string): MenuItem => ({
  command,
  when: `${IN_LIBRARIES} && viewItem =~ /${pattern}/`,
  group,
});

const items: readonly MenuItem[] = [
  item("contexter.prepareInstall", "^library\\.missing|^problem\\.install$", "inline@1"),
  item("contexter.searchInLibrary", "^library\\..*searchable", "inline@2"),
  item("contexter.openReadme", "^library\\..*readme", "inline@3"),
  item("contexter.refreshLibrary", "^library\\.(indexed|outdated|failed|empty|queued)", "inline@4"),
  item("contexter.removeLibrary", "^library\\..*searchable", "inline@5"),
  item("contexter.searchInLibrary", "^library\\..*searchable", "1_open@1"),
  item("contexter.openReadme", "^library\\..*readme", "1_open@2"),
  item("contexter.refreshLibrary", "^library\\.(indexed|outdated|failed|empty|queued)", "2_index@1"),
  item("contexter.removeLibrary", "^library\\..*searchable", "2_index@2"),
];

/** Where the commands stand besides the palette. */
export function menus(): Record<string, readonly MenuItem[]> {
  const ids = Object.keys(COMMANDS) as CommandId[];
  return {
    commandPalette: ids
      .filter((command) => COMMANDS[command].palette === false)
      .map((command) => ({ command, when: "false" })),
    "editor/context": ids.flatMap((command) => {
      const when = COMMANDS[command].editorContext;
      return when === undefined ? [] : [{ command, when, group: "4_search@9" }];
    }),
    "view/title": title,
    "view/item/context": items,
  };
}
