export { z, ZodError as SchemaError } from 'zod'
export type { Kysely } from 'kysely'
export * from 'date-fns'
export * as rx from 'rxjs'
export { default as pLimit, type LimitFunction } from 'p-limit'
export { create as createReactStore } from 'zustand'
export { buildServer } from './server.ts'
export { createDb, ordersOf } from './db.ts'
export * from '@/schemas'

import { pino as createLogger } from 'pino'
import axiosDefault = require('axios')

export const log = createLogger({ name: 'orders-platform', level: 'info' })
export const http = axiosDefault

/** Loads the optional WebSocket module only when it is asked for. */
export async function loadSockets() {
  const ws = await import('ws')
  return new ws.WebSocketServer({ port: 0 })
}

export async function loadWatcher(dir: string) {
  const { watch } = await import('chokidar')
  return watch(dir, { persistent: false, depth: 2 })
}

type Fastify = typeof import('fastify')
export type Build = (factory: Fastify) => Promise<void>
