import fastify from 'fastify'
import { z } from 'zod'
import { parseISO, addDays } from 'date-fns'

const app = fastify({ logger: true })

const Query = z.object({
  from: z.string(),
  days: z.number().
})

app.register(async (instance) => {
  instance.get('/calendar', async (request, reply) => {
    const query = Query.safeParse(request.query)
    if (!query.success {
      return reply.code(400).send(query.error.issues
    }
    const from = parseISO(query.data.from)
    return { from, to: addDays(from, query.data.days) }
  })

  instance.addHook('onSend', async (request, reply, payload) => {
    reply.header('cache-control', 'no-store')
    return payload

app.decorate('calendar', {
  holidays: [],
