import { addDays, differenceInDays, eachDayOfInterval, format as formatDate, isBefore, parseISO } from 'date-fns'
import { de, enGB } from 'date-fns/locale'
import { startOfDay } from 'date-fns/startOfDay'
import * as fp from 'date-fns/fp'

const locales = { de, en: enGB }

export type Lang = keyof typeof locales

export function dueDate(orderedAt: string, days = 14): Date {
  return addDays(startOfDay(parseISO(orderedAt)), days)
}

export function isOverdue(orderedAt: string, now = new Date()): boolean {
  return isBefore(dueDate(orderedAt), now)
}

export function daysLate(orderedAt: string, now = new Date()): number {
  return Math.max(0, differenceInDays(now, dueDate(orderedAt)))
}

export function label(date: Date, lang: Lang): string {
  return formatDate(date, 'PPP', { locale: locales[lang] })
}

export function calendar(from: Date, to: Date): string[] {
  return eachDayOfInterval({ start: from, end: to }).map((day) => format(day))
}

// A local helper with the name of a library function.
function format(day: Date): string {
  return day.toISOString().slice(0, 10)
}

export const inAWeek = fp.addDays(7)
