import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import nock from 'nock'
import { buildServer } from './server.ts'

let app: Awaited<ReturnType<typeof buildServer>>

before(async () => {
  nock.disableNetConnect()
  nock.enableNetConnect('127.0.0.1')
  app = await buildServer()
  await app.ready()
})

after(async () => {
  nock.cleanAll()
  nock.enableNetConnect()
  await app.close()
})

test('health answers', async () => {
  const response = await app.inject({ method: 'GET', url: '/health' })
  assert.equal(response.statusCode, 200)
  assert.deepEqual(response.json(), { ok: true })
})

test('an order is priced by the upstream service', async () => {
  const scope = nock('https://prices.example.com')
    .get('/v2/quote')
    .query({ sku: 'A-1' })
    .reply(200, { total: 1250 })

  const response = await app.inject({ method: 'POST', url: '/orders', payload: { sku: 'A-1' } })

  assert.equal(response.statusCode, 201)
  assert.ok(scope.isDone(), `pending: ${scope.pendingMocks().join(', ')}`)
})

test('upstream failures are retried', async () => {
  nock('https://prices.example.com').get('/v2/quote').times(2).reply(503)
  nock('https://prices.example.com').get('/v2/quote').delay(50).reply(200, { total: 1 })

  const response = await app.inject('/orders/retry')
  assert.equal(response.statusCode, 200)
})
