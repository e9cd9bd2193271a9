import { COMMANDS, type CommandId } from "../../shared/commands.ts";
import { editorToolName, inputSchema, TOOL_NAMES, TOOLS } from "../../shared/tools.ts";
import { configuration } from "./configuration.ts";
import { menus } from "./menus.ts";
import { walkthroughs } from "./walkthrough.ts";

const ids = Object.keys(COMMANDS) as CommandId[];

const commands = () =>
  ids.map((command) => {
    const { title, icon, enablement } = COMMANDS[command];
    return { command, title, category: "Contexter", ...(icon && { icon }), ...(enablement && { enablement }) };
  });

const keybindings = () =>
  ids.flatMap((command) => {
    const { key } = COMMANDS[command];
    return key === undefined ? [] : [{ command, ...key }];
  });

/** Names by which people mention a tool in a prompt. */
const REFERENCES = {
  search_docs: "libraryDocs",
  read_section: "librarySection",
  list_libraries: "libraryList",
} as const;

const languageModelTools = () =>
  TOOL_NAMES.map((name) => ({
    name: editorToolName(name),
    displayName: TOOLS[name].title,
    toolReferenceName: REFERENCES[name],
    canBeReferencedInPrompt: true,
    icon: "$(book)",
    userDescription: TOOLS[name].description.split(". ")[0],
    modelDescription: TOOLS[name].description,
    tags: ["contexter", "documentation", "libraries"],
    inputSchema: inputSchema(name),
  }));

const welcome = (when: string, ...lines: readonly string[]) => ({
  view: "contexter.librariesView",
  contents: lines.join("\n"),
  when,
});

const viewsWelcome = () => [
  welcome(
    "workspaceFolderCount == 0",
    "Open a project to see the documentation of its libraries.",
    "[Open Folder](command:vscode.openFolder)",
  ),
  welcome(
    "workspaceFolderCount != 0 && !isWorkspaceTrusted",
    "This workspace is not trusted. What is indexed already can be searched; nothing new is read.",
    "[Manage Workspace Trust](command:workbench.trust.manage)",
  ),
  welcome(
    "isWorkspaceTrusted && contexter.state == no-dependencies",
    "No package.json here names a dependency. Contexter looks again by itself when one does.",
    "[Search Docs](command:contexter.search)",
  ),
  welcome("isWorkspaceTrusted && contexter.state == starting", "Looking at what this project depends on…"),
  welcome(
    "contexter.state == problem",
    "Contexter's server is not running.",
    "[Restart Server](command:contexter.restartServer)",
    "[Show Log](command:contexter.showLog)",
  ),
];

/** The manifest's `contributes`, made from what the code itself uses. */
export function contributes(): Record<string, unknown> {
  return {
    commands: commands(),
    keybindings: keybindings(),
    menus: menus(),
    viewsContainers: { activitybar: [{ id: "contexter", title: "Contexter", icon: "media/contexter.svg" }] },
    views: {
      contexter: [
        {
          id: "contexter.searchView",
          name: "Search",
          type: "webview",
          initialSize: 2,
          icon: "media/contexter.svg",
          contextualTitle: "Contexter Search",
        },
        {
          id: "contexter.librariesView",
          name: "Libraries",
          initialSize: 1,
          icon: "media/contexter.svg",
          contextualTitle: "Contexter Libraries",
        },
      ],
    },
    viewsWelcome: viewsWelcome(),
    configuration: configuration(),
    languageModelTools: languageModelTools(),
    walkthroughs,
  };
}
