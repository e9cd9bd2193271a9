import type { Row } from "./rows.ts";

/** What the palette lists, and whether it belongs to what stands in the box. */
export interface PaletteModel {
  /** Counts up with each change of the box, so that a late answer is known as late. */
  readonly generation: number;
  /** The text of the box has no answer yet: what is listed belongs to an older one. */
  readonly isPending: boolean;
  /** Enter was pressed while the answer was still awaited. */
  readonly isEntered: boolean;
  readonly rows: readonly Row[];
}

export type PaletteChange =
  | { readonly type: "emptied"; readonly rows: readonly Row[] }
  | { readonly type: "asked" }
  | { readonly type: "slow"; readonly generation: number }
  | { readonly type: "answered"; readonly generation: number; readonly rows: readonly Row[] }
  | { readonly type: "entered"; readonly row: Row | undefined };

/** The model after a change, and the row that is to be carried out now. */
export interface PaletteStep {
  readonly model: PaletteModel;
  readonly chosen?: Row;
}

export const EMPTY_PALETTE: PaletteModel = { generation: 0, isPending: false, isEntered: false, rows: [] };

/**
 * Enter never takes a row of an older text: while an answer is awaited, it waits too and then takes the first result. Rows of
 * the last answer stay in sight meanwhile, so that typing does not make the list flicker; examples and messages go at once.
 */
export function palette(model: PaletteModel, change: PaletteChange): PaletteStep {
  switch (change.type) {
    case "emptied":
      return { model: { ...EMPTY_PALETTE, generation: model.generation + 1, rows: change.rows } };
    case "asked": {
      const rows = model.rows.filter((row) => row.does.type === "result");
      return { model: { generation: model.generation + 1, isPending: true, isEntered: false, rows } };
    }
    case "slow":
      return change.generation === model.generation && model.isPending ? { model: { ...model, rows: [] } } : { model };
    case "answered":
      return change.generation === model.generation ? answered(model, change.rows) : { model };
    case "entered":
      if (model.isPending) return { model: { ...model, isEntered: true } };
      return change.row === undefined ? { model } : { model, chosen: change.row };
  }
}

/** An early Enter meant a result; a message or a remedy is not carried out unseen. */
function answered(model: PaletteModel, rows: readonly Row[]): PaletteStep {
  const next = { ...model, isPending: false, isEntered: false, rows };
  const [first] = rows;
  return model.isEntered && first?.does.type === "result" ? { model: next, chosen: first } : { model: next };
}
