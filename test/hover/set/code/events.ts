import { BehaviorSubject, Subject, firstValueFrom, interval, takeUntil } from 'rxjs'
import type { Observable } from 'rxjs'
import { catchError, debounceTime, distinctUntilChanged, tap } from 'rxjs/operators'

export interface StockEvent {
  sku: string
  amount: number
}

const stopped$ = new Subject<void>()
const status$ = new BehaviorSubject<'idle' | 'busy'>('idle')
const stock$ = new Subject<StockEvent>()

export const changes$: Observable<StockEvent> = stock$.pipe(
  debounceTime(200),
  distinctUntilChanged((a, b) => a.sku === b.sku && a.amount === b.amount),
  tap((event) => status$.next(event.amount > 0 ? 'busy' : 'idle')),
  takeUntil(stopped$),
  catchError((error, caught) => caught),
)

export function publish(event: StockEvent) {
  stock$.next(event)
}

export function readOnlyStatus() {
  return status$.asObservable()
}

export async function nextChange() {
  return firstValueFrom(changes$)
}

interval(60_000)
  .pipe(takeUntil(stopped$))
  .subscribe(() => publish({ sku: 'heartbeat', amount: 0 }))

export function stop() {
  stopped$.next()
  stopped$.complete()
  if (status$.getValue() === 'busy') status$.next('idle')
}
