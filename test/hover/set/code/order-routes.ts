import express, { Router, type NextFunction, type Request, type Response } from 'express'
import debounce from 'lodash/debounce'
import { z } from 'zod'
import { OrdersRepository } from './orders-repository.ts'
import { db } from '@/lib/db'

const repository = new OrdersRepository(db)
const router = Router({ mergeParams: true })

const Body = z.object({ customerId: z.coerce.number(), total: z.number() })

router.use(express.urlencoded({ extended: false }))

router.post('/', async (req: Request, res: Response, next: NextFunction) => {
  const body = Body.safeParse(req.body)
  if (!body.success) {
    res.status(422).json({ issues: body.error.issues })
    return
  }
  try {
    const order = await repository.create(body.data.customerId, body.data.total)
    res.location(`/orders/${order.id}`)
    res.status(201).send(order)
  } catch (error) {
    next(error)
  }
})

router.get('/export', (req, res) => {
  if (!req.accepts('text/csv')) {
    res.sendStatus(406)
    return
  }
  res.attachment('orders.csv')
  res.type('text/csv').send('id;total\n')
})

export const flushSoon = debounce(() => repository.drop(0), 500, { maxWait: 2_000 })

export default router
