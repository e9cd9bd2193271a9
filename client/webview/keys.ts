/** The part of a key press that matters. */
export interface Key {
  readonly key: string;
  readonly isModified: boolean;
  /** Where the focus is. */
  readonly place: "query" | "list" | "elsewhere";
}

export type KeyMeaning =
  | { readonly does: "move"; readonly by: number }
  | { readonly does: "focusQuery" | "clear" | "open" | "insert" };

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 5,
  PageUp: -5,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** What a key does where it is pressed; undefined leaves it to the browser. */
export function meaningOf({ key, isModified, place }: Key): KeyMeaning | undefined {
  if (key === "Enter" && place !== "elsewhere") return { does: isModified ? "insert" : "open" };
  if (isModified) return undefined;
  if (key === "Escape") return { does: place === "query" ? "clear" : "focusQuery" };
  if (key === "/" && place !== "query") return { does: "focusQuery" };
  const step = STEPS[key];
  if (step === undefined || place === "elsewhere") return undefined;
  return place === "list" || Math.abs(step) === 1 ? { does: "move", by: step } : undefined;
}
