import { formatDistanceToNow, subDays } from "date-fns";
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify";
import { ZodError, z } from "zod";
import { type Database, subscribe, watchedPackages } from "./database.ts";
import type { Registry } from "./registry.ts";
import { Subscription } from "./schema.ts";

export interface Services {
  readonly database: Database;
  readonly registry: Registry;
  readonly logger: FastifyBaseLogger;
}

const Range = z.object({ days: z.coerce.number().int().min(1).max(90).default(7) });

export function buildServer({ database, registry, logger }: Services): FastifyInstance {
  const app = Fastify({ loggerInstance: logger, bodyLimit: 64 * 1024, requestTimeout: 10_000 });

  app.setErrorHandler((error, request, reply) => {
    if (error instanceof ZodError) return reply.status(400).send({ message: z.prettifyError(error) });
    request.log.error(error);
    return reply.status(500).send({ message: "internal error" });
  });

  app.addHook("onClose", async () => {
    await registry.close();
    await database.destroy();
  });

  app.get("/health", async () => ({ ok: true }));

  app.post("/subscriptions", async (request, reply) => {
    await subscribe(database, Subscription.parse(request.body));
    return reply.code(201).send();
  });

  app.get("/releases", async (request) => {
    const { days } = Range.parse(request.query);
    const watched = await watchedPackages(database);
    const signal = AbortSignal.timeout(8_000);
    const names = watched.map((row) => row.package);
    const releases = await registry.releasesSince(names, subDays(new Date(), days), signal);
    return releases.map((release) => ({
      ...release,
      age: formatDistanceToNow(release.publishedAt, { addSuffix: true }),
    }));
  });

  return app;
}
