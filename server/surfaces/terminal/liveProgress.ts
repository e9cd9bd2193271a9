import type { Writable } from "node:stream";
import { DefaultRenderer, Listr, ListrLogger, ProcessOutput } from "listr2";
import type { Progress } from "../../../shared/protocol.ts";
import { ProgressState, type ProgressView } from "./progress.ts";

/** The renderer looks at stdout only; whether stderr is a terminal has been decided before. */
class LiveRenderer extends DefaultRenderer {
  static override nonTTY = true;
}

/** A spinner with totals and one line per library in work, on a terminal; leaves nothing behind. */
export class LiveProgress implements ProgressView {
  readonly #state = new ProgressState();
  readonly #ended = Promise.withResolvers<void>();
  readonly #shown: Promise<unknown>;
  #refresh: () => void = () => undefined;

  constructor(stream: Writable) {
    const work = (_: unknown, task: { title?: string; output: string }) => {
      this.#refresh = () => {
        task.title = this.#state.title;
        task.output = this.#state.lines.join("\n");
      };
      this.#refresh();
      return this.#ended.promise;
    };
    const terminal = stream as NodeJS.WriteStream; // it is only written to
    const processOutput = new ProcessOutput(terminal, terminal);
    const logger = new ListrLogger({ useIcons: true, toStderr: [], processOutput });
    const list = new Listr([{ title: this.#state.title, task: work, rendererOptions: { outputBar: 1 } }], {
      renderer: LiveRenderer,
      rendererOptions: { logger, clearOutput: true },
      registerSignalListeners: false,
    });
    this.#shown = list.run();
  }

  update(progress: Progress): void {
    this.#state.update(progress);
    this.#refresh();
  }

  async end(): Promise<void> {
    this.#ended.resolve();
    await this.#shown;
  }
}
