// Checks the judged hover set against its code files and the installed packages.
// Usage: node check.mjs NODE_MODULES_DIR
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const modules = process.argv[2]
if (!modules) {
  console.error('usage: node check.mjs NODE_MODULES_DIR')
  process.exit(2)
}

const CURSOR = '\u2038'
const problems = []
const problem = (id, text) => problems.push(`${id}: ${text}`)

const cache = new Map()
function read(path) {
  if (!cache.has(path)) cache.set(path, existsSync(path) ? readFileSync(path, 'utf8') : undefined)
  return cache.get(path)
}

/** White space collapsed; in declarations the stars and slashes of doc comments are dropped. */
export function normalise(text, file) {
  const plain = /\.d\.[cm]?ts$/.test(file) ? text.replace(/^[ \t]*(\/\*\*|\*\/|\*(?!\/))/gm, ' ') : text
  return plain.replace(/\s+/g, ' ').trim()
}

const normalised = new Map()
function documentText(pkg, file) {
  const path = join(modules, pkg, file)
  if (!normalised.has(path)) {
    const text = read(path)
    normalised.set(path, text === undefined ? undefined : normalise(text, file))
  }
  return normalised.get(path)
}

function occurrences(text, part) {
  let count = 0
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) count++
  return count
}

const packages = JSON.parse(readFileSync(join(here, 'packages.json'), 'utf8'))
for (const [name, version] of Object.entries(packages)) {
  const manifest = read(join(modules, name, 'package.json'))
  if (manifest === undefined) problem('packages.json', `${name} is not installed`)
  else if (JSON.parse(manifest).version !== version) problem('packages.json', `${name} is ${JSON.parse(manifest).version}, not ${version}`)
}

const ids = new Set()
const places = new Map()
const counts = { symbols: 0, empty: 0, silence: 0, import: 0, dependency: 0 }
const libraries = new Map()
const forms = new Map()
let passages = 0

const lines = readFileSync(join(here, 'positions.jsonl'), 'utf8').split('\n').filter(Boolean)
for (const [index, line] of lines.entries()) {
  let row
  try {
    row = JSON.parse(line)
  } catch (error) {
    problem(`line ${index + 1}`, error.message)
    continue
  }
  const { id } = row
  if (!/^h\d{3}$/.test(id ?? '')) problem(id ?? `line ${index + 1}`, 'bad id')
  if (ids.has(id)) problem(id, 'id is not unique')
  ids.add(id)

  // The place in the code.
  const code = read(join(here, row.file ?? ''))
  const at = row.at ?? ''
  if (code === undefined) problem(id, `no file ${row.file}`)
  else if (at.split(CURSOR).length !== 2) problem(id, 'the snippet needs exactly one cursor')
  else {
    const snippet = at.replace(CURSOR, '')
    let from = -1
    for (let n = 0; n < (row.occurrence ?? 1); n++) {
      from = code.indexOf(snippet, from + 1)
      if (from < 0) break
    }
    if (from < 0) problem(id, `snippet not found in ${row.file}: ${at}`)
    else {
      const offset = from + at.indexOf(CURSOR)
      if ((row.occurrence ?? 1) === 1 && occurrences(code, snippet) > 1) problem(id, `snippet is ambiguous: ${at}`)
      if (!/[\p{L}_$@#./\d]/u.test(code[offset])) problem(id, `no identifier under the cursor: ${at}`)
      if (/[\p{L}\d_$]/u.test(code[offset - 1] ?? '')) problem(id, `cursor inside a word: ${at}`)
      const place = `${row.file}:${offset}`
      if (places.has(place)) problem(id, `same place as ${places.get(place)}`)
      places.set(place, id)
    }
  }

  // The expectation.
  forms.set(row.form, (forms.get(row.form) ?? 0) + 1)
  if (row.silence) {
    counts.silence++
    if (row.library || row.symbol || row.passages) problem(id, 'silence with an expectation')
    continue
  }
  if (!row.library) problem(id, 'no library')
  else if (!(row.library in packages)) problem(id, `${row.library} is not in packages.json`)
  libraries.set(row.library, (libraries.get(row.library) ?? 0) + 1)
  if (row.kind) {
    if (row.kind !== 'import' && row.kind !== 'dependency') problem(id, `unknown kind ${row.kind}`)
    else counts[row.kind]++
    continue
  }
  counts.symbols++
  if (!Array.isArray(row.symbol) || row.symbol.length === 0) problem(id, 'no symbol')
  if (!row.package || !(row.package in packages)) problem(id, `unknown package ${row.package}`)
  if (!Array.isArray(row.passages)) problem(id, 'no passages')
  else if (row.empty) {
    counts.empty++
    if (row.passages.length > 0) problem(id, 'empty with passages')
  } else if (row.passages.length === 0) problem(id, 'no passage and not marked empty')
  for (const passage of row.passages ?? []) {
    passages++
    const pkg = passage.package ?? row.package
    if (!(pkg in packages)) problem(id, `unknown package ${pkg}`)
    const text = documentText(pkg, passage.file)
    if (text === undefined) {
      problem(id, `no file ${pkg}/${passage.file}`)
      continue
    }
    if (!passage.anchors?.length) problem(id, `no anchor for ${passage.file}`)
    for (const anchor of passage.anchors ?? []) {
      const wanted = normalise(anchor, 'anchor')
      if (wanted.length < 15 || wanted.length > 80) problem(id, `anchor of ${wanted.length} characters: ${anchor}`)
      const found = occurrences(text, wanted)
      if (found === 0) problem(id, `anchor not in ${pkg}/${passage.file}: ${anchor}`)
      else if (found > 1 && process.argv.includes('--repeats')) console.log(`repeat ${found} ${id} ${pkg}/${passage.file}: ${anchor}`)
    }
  }
}

const least = { silence: 20, import: 8, dependency: 5 }
for (const [kind, minimum] of Object.entries(least)) {
  if (counts[kind] < minimum) problem('set', `only ${counts[kind]} ${kind} positions`)
}
if (lines.length < 130) problem('set', `only ${lines.length} positions`)
if (libraries.size < 16) problem('set', `only ${libraries.size} libraries`)

const table = (map) => [...map].sort((a, b) => b[1] - a[1]).map(([name, n]) => `${name} ${n}`).join(', ')
console.log(`${lines.length} positions: ${Object.entries(counts).map(([k, n]) => `${k} ${n}`).join(', ')}`)
console.log(`${passages} acceptable passages`)
console.log(`${libraries.size} libraries: ${table(libraries)}`)
console.log(`forms: ${table(forms)}`)
for (const text of problems) console.log(`PROBLEM ${text}`)
console.log(`${problems.length} problems`)
process.exit(problems.length ? 1 : 0)
