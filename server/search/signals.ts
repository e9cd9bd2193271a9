import type { Candidate } from "../model/retrieval.ts";

/** One thing that moves a result up or down beside its fused score. */
export interface Signal {
  readonly name: string;
  /** Why it is here; shown in the documentation. */
  readonly why: string;
  /** Added to the score as `weight · value`. */
  readonly weight: number;
  /** 0 to 1 */
  value(candidate: Candidate): number;
}

const MIGRATION = /\b(?:migrat|upgrad|release notes|what'?s new|changelog)/i;

/**
 * The re-ranking signals. Weights are small against the fused score (0 to 1): they order what both retrievers find alike.
 * Measured one by one and together on the judged queries (`docs/decisions`).
 */
export const SIGNALS: readonly Signal[] = [
  {
    name: "coverage",
    why: "A section that holds more of the query's words, wherever they stand, answers more of it.",
    weight: 0.05,
    value: (candidate) => candidate.anyShare,
  },
  {
    name: "substance",
    why: "A section with some text explains; a bare signature or a one-line stub does not.",
    weight: 0.06,
    value: (candidate) => Math.min(1, Math.log1p(candidate.length) / Math.log1p(300)),
  },
  {
    name: "library-fit",
    why: "Of several libraries the one is preferred whose description fits the question; never set when a single library is asked.",
    weight: 0.25,
    value: (candidate) => candidate.libraryFit ?? 0,
  },
  {
    name: "exact-symbol",
    why: "The query writes the very symbol that the section documents.",
    weight: 0.1,
    value: (candidate) => (candidate.named ? 1 : 0),
  },
  {
    name: "bare",
    why: "A signature without a word of documentation explains nothing; the editor shows it anyway.",
    weight: -0.15,
    value: (candidate) => (candidate.facts.bare ? 1 : 0),
  },
  {
    name: "changelog",
    why: "Change logs tell what changed, seldom how something works.",
    weight: -0.1,
    value: (candidate) => (candidate.facts.kind === "changelog" ? 1 : 0),
  },
  {
    name: "migration",
    why: "Guides from one version to another mention everything and explain little.",
    weight: -0.05,
    value: ({ facts }) => (MIGRATION.test(facts.file) || MIGRATION.test(facts.headingPath.join(" ")) ? 1 : 0),
  },
  {
    name: "other-audience",
    why: "Tables of contents, translations, files for agents and internal symbols repeat what stands elsewhere.",
    weight: -0.06,
    value: (candidate) => (candidate.facts.audience ? 1 : 0),
  },
  {
    name: "deprecated",
    why: "Deprecated symbols are the answer only if nothing else is.",
    weight: -0.05,
    value: (candidate) => (candidate.facts.deprecated ? 1 : 0),
  },
  {
    name: "unreached",
    why: "A symbol that no entry point exports cannot be imported.",
    weight: -0.03,
    value: (candidate) => (candidate.facts.reached ? 0 : 1),
  },
];

/** Values of all signals, by name. */
export function signalsOf(candidate: Candidate, signals: readonly Signal[] = SIGNALS): Record<string, number> {
  return Object.fromEntries(signals.map((signal) => [signal.name, signal.value(candidate)]));
}

/** What the signals add to a score; may be below 0. */
export function adjustment(candidate: Candidate, signals: readonly Signal[] = SIGNALS): number {
  return signals.reduce((sum, signal) => sum + signal.weight * signal.value(candidate), 0);
}
