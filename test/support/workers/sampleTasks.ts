/** Tasks of `sampleWorker.ts`, one for each thing that a pool must get right. */
export type SampleTasks = {
  readonly echo: { readonly payload: string; readonly result: string };
  readonly thread: { readonly payload: null; readonly result: number };
  readonly fail: { readonly payload: "known" | "bug"; readonly result: never };
  readonly count: { readonly payload: number; readonly result: number; readonly progress: number };
  readonly untilCancelled: { readonly payload: null; readonly result: string; readonly progress: string };
  readonly die: { readonly payload: "exit" | "throw" | "memory"; readonly result: never };
  readonly double: { readonly payload: Float64Array; readonly result: Float64Array };
  readonly uncloneable: { readonly payload: null; readonly result: unknown };
  readonly print: { readonly payload: string; readonly result: null };
  readonly data: { readonly payload: null; readonly result: unknown };
  readonly keepOpen: { readonly payload: null; readonly result: null };
};
