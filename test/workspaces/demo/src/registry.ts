import { isAfter, parseISO } from "date-fns";
import { LRUCache } from "lru-cache";
import pLimit from "p-limit";
import { Agent, request, RetryAgent } from "undici";
import { RegistryDocument } from "./schema.ts";

export interface Release {
  readonly name: string;
  readonly version: string;
  readonly publishedAt: Date;
}

/** Asks a registry for releases: few requests at once, each document kept for a while. */
export class Registry {
  readonly #base: string;
  readonly #limit = pLimit(6);
  readonly #agent = new RetryAgent(new Agent({ connections: 6, keepAliveTimeout: 10_000 }), {
    maxRetries: 3,
    statusCodes: [429, 502, 503],
  });
  readonly #documents = new LRUCache<string, RegistryDocument>({ max: 500, ttl: 5 * 60_000 });

  constructor(base: string) {
    this.#base = base;
  }

  /** Releases of the packages after a point in time, newest first. */
  async releasesSince(names: readonly string[], since: Date, signal: AbortSignal): Promise<Release[]> {
    const documents = await Promise.all(names.map((name) => this.#limit(() => this.#document(name, signal))));
    return documents
      .flatMap((document) => releasesOf(document))
      .filter((release) => isAfter(release.publishedAt, since))
      .sort((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime());
  }

  async close(): Promise<void> {
    await this.#agent.close();
  }

  async #document(name: string, signal: AbortSignal): Promise<RegistryDocument> {
    const known = this.#documents.get(name);
    if (known) return known;
    const { statusCode, body } = await request(`${this.#base}/${encodeURIComponent(name)}`, {
      dispatcher: this.#agent,
      headersTimeout: 5_000,
      signal,
    });
    if (statusCode !== 200) {
      await body.dump();
      throw new Error(`the registry answered ${statusCode} for ${name}`);
    }
    const document = RegistryDocument.parse(await body.json());
    this.#documents.set(name, document);
    return document;
  }
}

function releasesOf(document: RegistryDocument): Release[] {
  return Object.entries(document.time)
    .filter(([version]) => version !== "created" && version !== "modified")
    .map(([version, time]) => ({ name: document.name, version, publishedAt: parseISO(time) }));
}
