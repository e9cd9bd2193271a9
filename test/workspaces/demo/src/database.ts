import { DatabaseSync } from "node:sqlite";
import { type Generated, Kysely, type SqliteDatabase, SqliteDialect, sql } from "kysely";
import type { Subscription } from "./schema.ts";

interface SubscriptionTable {
  id: Generated<number>;
  email: string;
  package: string;
  digest: Subscription["digest"];
  created_at: Generated<string>;
}

interface Tables {
  subscription: SubscriptionTable;
}

export type Database = Kysely<Tables>;

/** The driver that ships with Node, in the shape that Kysely's dialect expects. */
function open(file: string): SqliteDatabase {
  const database = new DatabaseSync(file);
  return {
    close: () => database.close(),
    prepare: (text) => {
      const statement = database.prepare(text);
      return {
        reader: /^\s*(select|with|pragma)|returning/i.test(text),
        all: (parameters) => statement.all(...(parameters as string[])),
        run: (parameters) => statement.run(...(parameters as string[])),
        iterate: (parameters) => statement.iterate(...(parameters as string[])),
      };
    },
  };
}

export async function openDatabase(file: string): Promise<Database> {
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: open(file) }) });
  await database.schema
    .createTable("subscription")
    .ifNotExists()
    .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("email", "text", (column) => column.notNull())
    .addColumn("package", "text", (column) => column.notNull())
    .addColumn("digest", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.defaultTo(sql`current_timestamp`).notNull())
    .addUniqueConstraint("one_per_package", ["email", "package"])
    .execute();
  return database;
}

export async function subscribe(database: Database, subscription: Subscription): Promise<void> {
  const { email, digest, packages } = subscription;
  await database.transaction().execute(async (transaction) => {
    await transaction
      .insertInto("subscription")
      .values(packages.map((name) => ({ email, package: name, digest })))
      .onConflict((conflict) => conflict.columns(["email", "package"]).doUpdateSet({ digest }))
      .execute();
  });
}

/** Every package that somebody watches, with how many do. */
export function watchedPackages(database: Database) {
  return database
    .selectFrom("subscription")
    .select(({ fn }) => ["package", fn.countAll<number>().as("watchers")])
    .groupBy("package")
    .orderBy("watchers", "desc")
    .execute();
}
