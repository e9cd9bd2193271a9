import { Agent, Pool, RetryAgent, interceptors, request, setGlobalDispatcher } from 'undici'
import { setTimeout as sleep } from 'node:timers/promises'

const agent = new Agent({
  connections: 32,
  keepAliveTimeout: 10_000,
})

setGlobalDispatcher(new RetryAgent(agent, { maxRetries: 3 }))

const pool = new Pool('https://inventory.example.com', { connections: 8, pipelining: 1 })

export async function stockOf(sku) {
  const { statusCode, body } = await pool.request({ path: `/stock/${sku}`, method: 'GET' })
  if (statusCode !== 200) {
    await body.dump()
    return 0
  }
  const { amount } = await body.json()
  return amount
}

export async function ping(url) {
  for (let attempt = 0; attempt < 3; attempt++) {
    const { statusCode } = await request(url, { method: 'HEAD' })
    if (statusCode < 500) return true
    await sleep(250 * 2 ** attempt)
  }
  return false
}

export async function throughProxy(url, proxy) {
  const { ProxyAgent, fetch } = await import('undici')
  const dispatcher = new ProxyAgent(proxy)
  const response = await fetch(url, { dispatcher })
  return response.text()
}

export const cached = agent.compose(interceptors.cache(), interceptors.retry({ maxRetries: 2 }))

export async function shutdown() {
  await pool.close()
  await agent.destroy()
}
