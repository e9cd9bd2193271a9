import { merge } from 'rxjs'
import { pick } from '@/lib/objects'
import type { Logger } from './logger.ts'

// These helpers have the names of library functions on purpose.
export function debounce<T extends (...args: never[]) => void>(fn: T, wait: number) {
  let timer: ReturnType<typeof setTimeout> | undefined
  return (...args: Parameters<T>) => {
    clearTimeout(timer)
    timer = setTimeout(() => fn(...args), wait)
  }
}

class Subject<T> {
  private readonly listeners = new Set<(value: T) => void>()
  subscribe(listener: (value: T) => void) {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  next(value: T) {
    for (const listener of this.listeners) listener(value)
  }
}

export const saved = new Subject<string>()
saved.next('ready')

export const saveLater = debounce((id: string) => saved.next(id), 200)

export function mergeAll(parts: object[], merge = Object.assign) {
  return parts.reduce((all, part) => merge(all, part), {})
}

export function describe(row: Record<string, unknown>, log: Logger) {
  const text = `fastify and kysely: ${Object.keys(pick(row, ['id'])).join()}`
  log.info(text)
  const pattern = /axios|undici/
  return pattern.test(text) ? text : 'express'
}

export const sources = merge()
const axios = { get: (url: string) => Promise.resolve({ data: url }) }
export const fake = axios.get('/local')
