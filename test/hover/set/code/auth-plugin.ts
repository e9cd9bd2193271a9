import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { lookupUser } from '@/lib/users'

export interface AuthOptions {
  prefix?: string
  secret?: string
}

function verify(token: string, secret: string): boolean {
  const [payload, signature] = token.split('.')
  const expected = createHmac('sha256', secret).update(payload).digest()
  return timingSafeEqual(expected, Buffer.from(signature, 'base64url'))
}

async function protectedRoutes(instance: FastifyInstance) {
  instance.addHook('preHandler', async (request, reply) => {
    const token = request.headers.authorization?.slice('Bearer '.length)
    if (!token || !verify(token, 'dev-secret')) {
      return reply.code(401).send({ message: 'unauthorized' })
    }
    request.user = await lookupUser(token)
  })

  instance.route({
    method: 'GET',
    url: '/me',
    handler: async (request) => request.user,
  })
}

export const authPlugin: FastifyPluginAsync<AuthOptions> = async (fastify, opts) => {
  fastify.decorateReply('startedAt', 0)

  if (fastify.hasDecorator('db')) {
    fastify.log.info('database is ready')
  }

  await fastify.register(protectedRoutes)

  fastify.get('/login', async (request, reply) => {
    reply.redirect('/me', 303)
  })

  fastify.addContentTypeParser('application/jose', { parseAs: 'string' }, (request, body, done) => {
    done(null, body)
  })
}
