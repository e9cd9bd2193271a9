/** The part of a key press that matters. */
export interface Key {
  readonly key: string;
  readonly isModified: boolean;
  /** Where the focus is: `preview` is the section itself, `control` something inside it that has keys of its own. */
  readonly place: "query" | "list" | "preview" | "control" | "elsewhere";
}

export type KeyMeaning =
  | { readonly does: "move"; readonly by: number }
  | { readonly does: "focusQuery" | "focusList" | "clear" | "open" | "insert" | "read" };

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 5,
  PageUp: -5,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** What a section that is read leaves to up and down, which scroll it. */
const PAGES: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** What a key does where it is pressed; undefined leaves it to the browser. */
export function meaningOf({ key, isModified, place }: Key): KeyMeaning | undefined {
  if (key === "Enter" && place !== "elsewhere" && place !== "control") return { does: isModified ? "insert" : "open" };
  if (isModified) return undefined;
  if (key === "Escape") return escapeFrom(place);
  if (key === "/" && place !== "query") return { does: "focusQuery" };
  if (place === "preview") return moveBy(PAGES[key]);
  if (place === "list" && (key === " " || key === "ArrowRight")) return { does: "read" };
  const step = STEPS[key];
  return place === "list" || (place === "query" && Math.abs(step ?? 0) === 1) ? moveBy(step) : undefined;
}

/** One step back: from the section to the list, from there to the query, which it empties at last. */
function escapeFrom(place: Key["place"]): KeyMeaning {
  if (place === "query") return { does: "clear" };
  return { does: place === "preview" || place === "control" ? "focusList" : "focusQuery" };
}

function moveBy(by: number | undefined): KeyMeaning | undefined {
  return by === undefined ? undefined : { does: "move", by };
}
