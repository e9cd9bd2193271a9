import { z } from "zod";

/** What the registry answers for a package, as far as the radar reads it. */
export const RegistryDocument = z.object({
  name: z.string().min(1),
  description: z.string().optional(),
  "dist-tags": z.record(z.string(), z.string()),
  time: z.record(z.string(), z.iso.datetime({ offset: true })),
  homepage: z.url().optional().catch(undefined),
});
export type RegistryDocument = z.infer<typeof RegistryDocument>;

/** Body of `POST /subscriptions`. */
export const Subscription = z
  .object({
    email: z.string().trim().toLowerCase().email(),
    packages: z.array(z.string().regex(/^(@[\w.-]+\/)?[\w.-]+$/)).min(1).max(50),
    digest: z.enum(["instant", "daily", "weekly"]).default("daily"),
  })
  .refine((value) => new Set(value.packages).size === value.packages.length, {
    message: "a package is named twice",
    path: ["packages"],
  });
export type Subscription = z.infer<typeof Subscription>;

export const Settings = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(8080),
  REGISTRY: z.url().default("https://registry.npmjs.org"),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
});

/** Reads the environment; a wrong value ends the process with a message that names it. */
export function readSettings(environment: NodeJS.ProcessEnv): z.infer<typeof Settings> {
  const result = Settings.safeParse(environment);
  if (!result.success) throw new Error(z.prettifyError(result.error));
  return result.data;
}
