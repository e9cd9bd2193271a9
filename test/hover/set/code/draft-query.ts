import { Kysely, sql } from 'kysely'
import { groupBy, 
import type { Database } from './db.ts'

declare const db: Kysely<Database>

export async function openOrders(customerId: number) {
  const rows = await db
    .selectFrom('orders')
    .leftJoin('customer', 'customer.id', 'orders.customer_id')
    .where('orders.status', '=', 'open')
    .

  return groupBy(rows, (row) => row.customer_id)
}

export async function cancel(id: number) {
  await db.updateTable('orders').set({ status: 'cancelled' ).where('id', '=', id).execute()
}

export async function countOpen() {
  const { open } = await db.selectFrom('orders').select((eb) => eb.fn.countAll<number>().as('open'
  return open
}

const since = sql<Date>`now() - interval '1 day'
