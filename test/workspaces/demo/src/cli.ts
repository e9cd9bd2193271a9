import { Command, InvalidArgumentError } from "commander";
import { format, subDays } from "date-fns";
import { pino } from "pino";
import { openDatabase } from "./database.ts";
import { Registry } from "./registry.ts";
import { readSettings } from "./schema.ts";
import { buildServer } from "./server.ts";

const settings = readSettings(process.env);
const logger = pino({ level: settings.LOG_LEVEL, redact: ["req.headers.authorization"] });

function days(value: string): number {
  const parsed = Number(value);
  if (!Number.isInteger(parsed) || parsed < 1) throw new InvalidArgumentError("Days are a whole number above 0.");
  return parsed;
}

const program = new Command("release-radar").description("Watches npm packages for new releases.").version("1.3.0");

program
  .command("serve")
  .description("answer over HTTP")
  .option("--database <file>", "where subscriptions are kept", "radar.db")
  .action(async (options: { database: string }) => {
    const registry = new Registry(settings.REGISTRY);
    const app = buildServer({ database: await openDatabase(options.database), registry, logger });
    await app.listen({ port: settings.PORT, host: "127.0.0.1" });
  });

program
  .command("releases")
  .argument("<package...>", "names of packages")
  .option("-d, --days <count>", "how far to look back", days, 30)
  .action(async (names: string[], options: { days: number }) => {
    const registry = new Registry(settings.REGISTRY);
    const since = subDays(new Date(), options.days);
    for (const release of await registry.releasesSince(names, since, AbortSignal.timeout(30_000)))
      console.log(`${format(release.publishedAt, "yyyy-MM-dd")}  ${release.name}@${release.version}`);
    await registry.close();
  });

await program.parseAsync();
