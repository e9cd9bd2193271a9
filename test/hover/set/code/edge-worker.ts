import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { bearerAuth } from 'hono/bearer-auth'
import { logger as requestLogger } from 'hono/logger'
import { setCookie } from 'hono/cookie'
import { streamSSE } from 'hono/streaming'
import { HTTPException } from 'hono/http-exception'
import type { Context } from 'hono'

type Env = { Variables: { tenant: string } }

const app = new Hono<Env>()
const admin = new Hono<Env>().basePath('/admin')

app.use(requestLogger())
app.use('/api/*', cors({ origin: 'https://shop.example.com', maxAge: 600 }))
admin.use('*', bearerAuth({ token: 'change-me' }))

app.get('/api/orders/:id', (c) => {
  const id = c.req.param('id')
  const verbose = c.req.query('verbose')
  if (!/^\d+$/.test(id)) throw new HTTPException(400, { message: 'bad id' })
  return c.json({ id, verbose: verbose === '1' })
})

app.post('/api/session', async (c) => {
  const { token } = await c.req.json<{ token: string }>()
  setCookie(c, 'session', token, { httpOnly: true })
  return c.redirect('/')
})

admin.get('/events', (c) => streamSSE(c, async (stream) => {
  await stream.writeSSE({ data: 'ready' })
}))

app.route('/', admin)
app.notFound((c) => c.text('not found', 404))
app.onError(renderError)

function renderError(error: Error, c: Context) {
  c.header('x-error', error.name)
  return c.text(error.message, 500)
}

export default app
