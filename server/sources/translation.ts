/** Languages that documentation is translated into, by code; also the country codes that authors use in their place. */
const LANGUAGES = new Set(
  (
    "ar az be bg bn bs ca cs cy da de el eo es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka kk km ko ku lt lv mk " +
    "ml mn mr ms my nb ne nl nn no pa pl pt ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi zh " +
    "br cn cz dk ir jp kr tw ua vn gr zht zhcn zhtw ptbr"
  ).split(" "),
);

/** Codes that are also common words or abbreviations in file and folder names (`docs/api/is.md`, `docs/it/`). */
const AMBIGUOUS = new Set(
  "be br bs ca cy da el et eo ga gl he hi hy id ir is it km ku lt ml mn mr ms my ne no pa ro si sk sl sq te th".split(
    " ",
  ),
);

const LANGUAGE_NAMES =
  /^(?:chinese|simplified[-_]chinese|traditional[-_]chinese|japanese|korean|spanish|french|german|russian|portuguese|brazilian|italian|turkish|ukrainian|polish|vietnamese|arabic|persian|hindi)$/i;

/** `zh-CN`, `pt_BR`, `zh-Hans`, `es-419`: nothing else looks like that. */
const REGIONAL = /^([a-z]{2})[-_](?:[A-Z]{2}|[a-z]{2}|Hans|Hant|hans|hant|419)$/;

/** Only these are named `README_de.md`, `readme-es.md`; `api-id.md` documents an id. */
const INTRODUCTION = /^(?:readme|changelog|contributing)[-_. ](.+)$/i;

const TRANSLATION_FOLDERS = /^(?:i18n|l10n|translations?|locales?|lang|langs|languages?)$/i;
const DOCS_FOLDERS = /^(?:docs?|documentation|content|pages|website|site|guides?|readmes?)$/i;

/** Whether a Markdown file repeats another one in a language other than English, by its path (`/` separated). */
export function isTranslation(path: string): boolean {
  const folders = path.split("/");
  const base = folders.pop() ?? "";
  return isTranslatedName(base.replace(/\.\w+$/, "")) || folders.some((_, at) => isLanguageFolder(folders, at));
}

function isTranslatedName(stem: string): boolean {
  const introduced = INTRODUCTION.exec(stem)?.[1];
  if (introduced !== undefined) return isLanguage(introduced) || LANGUAGE_NAMES.test(introduced);
  const dotted = /\.([\w-]+)$/.exec(stem)?.[1];
  if (dotted !== undefined && (isRegional(dotted) || isPlainLanguage(dotted))) return true;
  const suffix = /[-_]([a-z]{2}[-_][A-Z]{2})$/.exec(stem)?.[1];
  return suffix !== undefined && isRegional(suffix);
}

function isLanguageFolder(folders: readonly string[], at: number): boolean {
  const folder = folders[at] ?? "";
  const parent = folders[at - 1];
  if (isRegional(folder)) return true;
  if (parent !== undefined && TRANSLATION_FOLDERS.test(parent)) return isLanguage(folder);
  return parent !== undefined && DOCS_FOLDERS.test(parent) && isPlainLanguage(folder);
}

function isLanguage(code: string): boolean {
  return isRegional(code) || LANGUAGES.has(code.toLowerCase());
}

function isPlainLanguage(code: string): boolean {
  return LANGUAGES.has(code) && !AMBIGUOUS.has(code);
}

function isRegional(code: string): boolean {
  const language = REGIONAL.exec(code)?.[1];
  return language !== undefined && LANGUAGES.has(language);
}
