import _ from 'lodash'
import { promises as fs } from 'fs'
import path from 'path'
import { format } from './format.js'

const orders = JSON.parse(await fs.readFile(new URL('./orders.json', import.meta.url), 'utf8'))

const byCustomer = _.groupBy(orders, 'customerId')

const best = _.chain(orders)
  .filter((order) => order.status === 'paid')
  .sortBy('total')
  .takeRight(10)
  .value()

const emails = _.uniqBy(orders, (order) => _.get(order, 'customer.email', ''))

export const saveSoon = _.debounce(async () => {
  const file = path.join('out', 'report.json')
  await fs.writeFile(file, JSON.stringify({ best, emails }))
}, 250)

export function summary() {
  return Object.entries(byCustomer).map(([id, list]) => ({
    id,
    total: list.reduce((sum, order) => sum + order.total, 0),
    last: format(list.at(-1).createdAt),
    copy: _.cloneDeep(list[0]),
  }))
}

/**
 * Call `_.throttle` yourself if you need the leading edge.
 */
export const keys = Array.from(new Set(Object.keys(byCustomer)))
