import type { Kysely, Transaction } from 'kysely'
import type { Database, Order } from './db.ts'

export class OrdersRepository {
  constructor(private readonly db: Kysely<Database>) {}

  async create(customerId: number, total: number): Promise<Order> {
    return this.db.transaction().execute(async (trx) => {
      const order = await trx
        .insertInto('orders')
        .values({ customer_id: customerId, total, status: 'open' })
        .returningAll()
        .executeTakeFirstOrThrow()
      await this.touch(trx, customerId)
      return order
    })
  }

  async pay(id: number) {
    const result = await this.db
      .updateTable('orders')
      .set({ status: 'paid' })
      .where('id', '=', id)
      .executeTakeFirst()
    return result.numUpdatedRows === 1n
  }

  async upsertCustomer(email: string, name: string) {
    await this.db
      .insertInto('customer')
      .values({ email, name })
      .onConflict((oc) => oc.column('email').doUpdateSet({ name }))
      .execute()
  }

  async drop(id: number) {
    await this.db.deleteFrom('orders').where('id', '=', id).execute()
  }

  private async touch(trx: Transaction<Database>, customerId: number) {
    const query = trx.updateTable('customer')
    await query.set({ name: null }).where('id', '=', customerId).execute()
  }
}
