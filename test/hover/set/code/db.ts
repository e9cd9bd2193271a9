import { Kysely, PostgresDialect, sql } from 'kysely'
import type { Generated, Selectable } from 'kysely'
import { Pool } from '@/lib/pg'

export interface Database {
  customer: CustomerTable
  orders: OrderTable
}

export interface CustomerTable {
  id: Generated<number>
  email: string
  name: string | null
}

export interface OrderTable {
  id: Generated<number>
  customer_id: number
  total: number
  status: 'open' | 'paid' | 'cancelled'
  created_at: Generated<Date>
}

export type Order = Selectable<OrderTable>

export function createDb(url: string) {
  const pool = new Pool({ connectionString: url, max: 10 })
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    log: ['error'],
  })
}

const db = createDb(process.env.DATABASE_URL ?? '')

export async function ordersOf(email: string): Promise<Order[]> {
  return db
    .selectFrom('orders')
    .innerJoin('customer', 'customer.id', 'orders.customer_id')
    .where('customer.email', '=', email)
    .selectAll('orders')
    .orderBy('orders.created_at', 'desc')
    .limit(50)
    .execute()
}

export async function revenue() {
  const row = await db
    .selectFrom('orders')
    .select(({ fn }) => fn.sum<number>('total').as('total'))
    .where('status', '=', 'paid')
    .executeTakeFirstOrThrow()
  return row.total
}

export async function vacuum() {
  await sql`vacuum analyze orders`.execute(db)
}
