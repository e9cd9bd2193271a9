/** One link of a chain as it stands in the text. */
export interface TextLink {
  readonly name: string;
  /** Offset of the name. */
  readonly start: number;
  readonly called: boolean;
  /** `new` stands before the first link. */
  readonly constructed: boolean;
}

const closers: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };
/** Farther back a chain is not followed; a bound on time in broken text. */
const maxReach = 4000;

/**
 * The member chain that ends with the identifier at `end`, read backwards without a grammar: for text that is too broken to parse.
 * @param end offset behind the last identifier
 * @returns its links, first name first; undefined where it does not begin with a name (`"text".length`, `(a ?? b).c`)
 */
export function chainBefore(text: string, end: number): readonly TextLink[] | undefined {
  const links: TextLink[] = [];
  const floor = Math.max(0, end - maxReach);
  let at = end;
  let called = false;
  for (;;) {
    const start = identifierStart(text, at);
    if (start === at || start < floor) return undefined;
    links.unshift({ name: text.slice(start, at), start, called, constructed: false });
    at = skipSpace(text, start, floor);
    if (text[at - 1] !== ".") break;
    at -= text[at - 2] === "?" ? 2 : 1;
    at = skipSpace(text, at, floor);
    if (text[at - 1] === "!") at--;
    called = text[at - 1] === ")";
    while (text[at - 1] === ")") {
      at = openingOf(text, at - 1, floor);
      if (at < 0) return undefined;
      at = skipTypeArguments(text, skipSpace(text, at, floor), floor);
    }
  }
  const constructed = /\bnew\s*$/.test(text.slice(Math.max(0, at - 8), at));
  const [first, ...rest] = links;
  return first && [{ ...first, constructed: constructed && first.called }, ...rest];
}

/** The chain that is called by the innermost bracket still open at `offset`: `app.get("/", async (` → `app.get`. */
export function openCallBefore(text: string, offset: number): readonly TextLink[] | undefined {
  const floor = Math.max(0, offset - maxReach);
  let at = offset;
  while (at > floor) {
    const char = text[at - 1] ?? "";
    if (char === '"' || char === "'" || char === "`") at = quoteStart(text, at - 1, floor);
    else if (closers[char]) at = openingOf(text, at - 1, floor);
    else if (char === "(") {
      const end = skipTypeArguments(text, skipSpace(text, at - 1, floor), floor);
      return chainBefore(text, end);
    } else if (char === "{" || char === "[" || char === ";") return undefined;
    else at--;
    if (at < 0) return undefined;
  }
  return undefined;
}

function identifierStart(text: string, end: number): number {
  let at = end;
  while (at > 0 && /[\p{ID_Continue}$]/u.test(text[at - 1] ?? "")) at--;
  return at;
}

function skipSpace(text: string, end: number, floor: number): number {
  let at = end;
  while (at > floor && /\s/.test(text[at - 1] ?? "")) at--;
  return at;
}

/** @returns offset of the bracket that the one at `close` closes, −1 if there is none */
function openingOf(text: string, close: number, floor: number): number {
  const open: string[] = [];
  let at = close;
  while (at >= floor) {
    const char = text[at] ?? "";
    const wanted = closers[char];
    if (wanted) open.push(wanted);
    else if (char === open.at(-1)) {
      open.pop();
      if (open.length === 0) return at;
    } else if (char === '"' || char === "'" || char === "`") {
      at = quoteStart(text, at, floor) - 1;
      continue;
    }
    at--;
  }
  return -1;
}

/** @param close offset of the closing quote @returns offset of the opening one on the same line, or of this one if there is none */
function quoteStart(text: string, close: number, floor: number): number {
  const quote = text[close];
  for (let at = close - 1; at >= floor; at--) {
    if (text[at] === "\n" && quote !== "`") break;
    if (text[at] === quote && text[at - 1] !== "\\") return at;
  }
  return close;
}

function skipTypeArguments(text: string, end: number, floor: number): number {
  if (text[end - 1] !== ">") return end;
  let depth = 0;
  for (let at = end - 1; at >= floor; at--) {
    if (text[at] === ">" && text[at - 1] !== "=") depth++;
    else if (text[at] === "<" && --depth === 0) return skipSpace(text, at, floor);
    else if (text[at] === ";") return end;
  }
  return end;
}
