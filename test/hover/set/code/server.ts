import fastify from 'fastify'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import { authPlugin } from './auth-plugin.ts'
import { createDb } from '@/db'
import { settings } from 'settings'

// The fastify instance is built in a function so that tests can inject requests.
export async function buildServer() {
  const app = fastify({
    logger: { level: settings.logLevel },
    trustProxy: true,
    genReqId: () => randomUUID(),
  })

  const db = createDb(settings.databaseUrl)

  app.decorate('db', db)
  app.decorateRequest('user', null)

  app.addHook('onRequest', async (request) => {
    request.log.debug({ url: request.url }, 'incoming request')
  })

  app.addSchema({
    $id: 'order',
    type: 'object',
    properties: { id: { type: 'string' }, total: { type: 'number' } },
  })

  await app.register(authPlugin, { prefix: '/v1' })

  app.get('/health', async () => ({ ok: true }))

  app.post('/orders', { schema: { body: { $ref: 'order#' } } }, async (request, reply) => {
    const created = await saveOrder(request.body)
    return reply.code(201).header('location', `/orders/${created.id}`).send(created)
  })

  app.setErrorHandler(handleError)
  app.setNotFoundHandler((request, reply) => {
    reply.status(404).send({ message: `no route for ${request.url}` })
  })

  app.addHook('onClose', async () => {
    await db.destroy()
  })

  return app
}

function handleError(error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply) {
  request.log.error(error)
  reply.status(error.statusCode ?? 500).send({ message: 'something went wrong' })
}

async function saveOrder(body: unknown) {
  return { id: randomUUID(), ...(body as object) }
}

const app = await buildServer()
await app.listen({ port: settings.port, host: '0.0.0.0' })
