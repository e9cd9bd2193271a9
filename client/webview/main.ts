import "@vscode-elements/elements/dist/vscode-badge/index.js";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import "@vscode-elements/elements/dist/vscode-option/index.js";
import "@vscode-elements/elements/dist/vscode-progress-ring/index.js";
import "@vscode-elements/elements/dist/vscode-single-select/index.js";
import "@vscode-elements/elements/dist/vscode-textfield/index.js";
import { App, type Host } from "./app.ts";

declare function acquireVsCodeApi(): Host;

const root = document.getElementById("app");
if (root === null) throw new Error("the page has no #app");
new App(acquireVsCodeApi(), root).start();
