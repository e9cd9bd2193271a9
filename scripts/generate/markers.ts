const MARKED = /(<!-- generated:([\w-]+) -->\n)[\s\S]*?(\n<!-- \/generated:\2 -->)/g;

/**
 * A document with what stands between `<!-- generated:NAME -->` and `<!-- /generated:NAME -->` made anew.
 * @throws {Error} if a marker's name is unknown or its end is missing
 */
export function fillMarkers(document: string, sources: Readonly<Record<string, () => string>>): string {
  const begun = document.match(/<!-- generated:[\w-]+ -->/g)?.length ?? 0;
  let filled = 0;
  const result = document.replace(MARKED, (_all, begin: string, name: string, end: string) => {
    const source = sources[name];
    if (source === undefined) throw new Error(`unknown marker generated:${name}`);
    filled += 1;
    return `${begin}${source()}${end}`;
  });
  if (filled !== begun) throw new Error("a generated marker has no end");
  return result;
}
