import * as vscode from "vscode";
import type { Libraries } from "./libraries.ts";
import { detailNodes, type Icon, libraryTooltip, plural, type TreeNode, treeNodes } from "./treeModel.ts";

/** The libraries view. */
export class LibrariesTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #libraries: Libraries;
  readonly #didChange = new vscode.EventEmitter<undefined>();
  readonly #subscriptions: vscode.Disposable;

  readonly onDidChangeTreeData = this.#didChange.event;

  constructor(libraries: Libraries) {
    this.#libraries = libraries;
    const view = vscode.window.createTreeView("contexter.librariesView", { treeDataProvider: this });
    this.#subscriptions = vscode.Disposable.from(
      view,
      this.#didChange,
      libraries.onDidChange((all) => {
        const covered = all.filter((library) => library.sections > 0).length;
        view.description = all.length === 0 ? "" : `${covered} of ${all.length}`;
        this.#didChange.fire(undefined);
      }),
    );
  }

  getChildren(node?: TreeNode): readonly TreeNode[] & TreeNode[] {
    if (node === undefined) return [...treeNodes(this.#libraries.current)];
    if (node.type === "group") return [...node.nodes];
    return node.type === "library" ? [...detailNodes(node.status)] : [];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    if (node.type === "group") {
      const item = new vscode.TreeItem(node.label, vscode.TreeItemCollapsibleState.Expanded);
      item.id = `group:${node.label}`;
      item.description = String(node.nodes.length);
      item.contextValue = "group";
      return item;
    }
    return node.type === "library" ? libraryItem(node) : detailItem(node);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}

function libraryItem(node: Extract<TreeNode, { type: "library" }>): vscode.TreeItem {
  const item = new vscode.TreeItem(node.name, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = node.library;
  item.description = node.description;
  item.iconPath = themeIcon(node.icon);
  item.contextValue = node.context;
  item.tooltip = new vscode.MarkdownString(libraryTooltip(node), true);
  const sections = plural(node.status.sections, "section");
  item.accessibilityInformation = { label: `${node.name}, ${node.status.state}, ${node.description || sections}` };
  return item;
}

function detailItem(node: Extract<TreeNode, { type: "detail" }>): vscode.TreeItem {
  const item = new vscode.TreeItem(node.label);
  item.description = node.description;
  item.iconPath = themeIcon(node.icon);
  item.contextValue = node.context;
  item.tooltip = `${node.label}\n${node.description}`;
  return item;
}

function themeIcon({ id, color }: Icon): vscode.ThemeIcon {
  return new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
}
