import { join } from "node:path";
import { root } from "../../../scripts/testing/run.ts";
import { EditorHost, type HostOptions, type OpenOptions } from "./editorHost.ts";
import { savePicture } from "./pictures.ts";
import type { Workbench } from "./workbench.ts";

export interface Suite {
  readonly host: EditorHost;
  readonly workbench: Workbench;
  /** A new window with other user settings, which a window reads when it opens. */
  reopen(settings: Readonly<Record<string, unknown>>): Promise<void>;
}

/**
 * Declares a suite around one editor window. Its tests share the window in order; a failed one leaves a picture and the extension's log.
 * @param tests gets an object whose parts may be used inside tests and hooks only
 */
export function describeEditor(name: string, options: HostOptions & OpenOptions, tests: (suite: Suite) => void): void {
  describe(name, function () {
    this.timeout(120_000);
    const opened: { host?: EditorHost; workbench?: Workbench } = {};
    const part = <Key extends "host" | "workbench">(key: Key): NonNullable<(typeof opened)[Key]> => {
      const value = opened[key];
      if (value === undefined) throw new Error("the editor is not open yet");
      return value;
    };
    before(async () => {
      opened.host = await EditorHost.start(options);
      opened.workbench = await opened.host.open(options);
    });
    afterEach(async function () {
      if (this.currentTest?.state !== "failed" || opened.workbench === undefined) return;
      const title = this.currentTest.fullTitle().replace(/[^\w]+/g, "-");
      const picture = await savePicture(opened.workbench.page, title, join(root, "coverage", "failures"));
      console.log(`picture: ${picture}\nlog:\n${opened.workbench.log().slice(-4000)}`);
    });
    after(() => opened.host?.stop());
    tests({
      get host() {
        return part("host");
      },
      get workbench() {
        return part("workbench");
      },
      reopen: async (settings) => {
        await part("workbench").close();
        await part("host").updateSettings(settings);
        opened.workbench = await part("host").open(options);
      },
    });
  });
}
