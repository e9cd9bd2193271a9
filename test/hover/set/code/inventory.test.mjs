import test from 'node:test'
import assert from 'node:assert'
import * as undici from 'undici'
import { MockAgent } from 'undici'
import { stockOf } from './http-pool.mjs'

const mockAgent = new MockAgent({ enableCallHistory: true })

test.before(() => {
  undici.setGlobalDispatcher(mockAgent)
  mockAgent.disableNetConnect()
})

test.after(async () => {
  mockAgent.assertNoPendingInterceptors()
  await mockAgent.close()
})

test('stock is read from the inventory service', async () => {
  const mockPool = mockAgent.get('https://inventory.example.com')
  mockPool
    .intercept({ path: '/stock/A-1', method: 'GET' })
    .reply(200, { amount: 7 })
    .times(2)

  assert.equal(await stockOf('A-1'), 7)
})

test('an unknown article has no stock', async () => {
  const inventory = mockAgent.get('https://inventory.example.com')
  inventory.intercept({ path: /\/stock\// }).reply(404, '')

  const { statusCode } = await undici.request('https://inventory.example.com/stock/nope')
  assert.equal(statusCode, 404)
  assert.equal(mockAgent.getCallHistory()?.calls().length, 1)
})
