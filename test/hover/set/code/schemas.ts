import * as z from 'zod'
import { ZodError, prettifyError } from 'zod'
import { badRequest } from './http-errors.ts'

export const Address = z.object({
  street: z.string().min(1),
  city: z.string(),
  country: z.enum(['DE', 'AT', 'CH']),
})

export const Customer = z.object({
  email: z.string().email(),
  id: z.string().uuid(),
  age: z.number().int().optional(),
  address: Address.optional(),
  tags: z.array(z.string()).default([]),
})

export type Customer = z.infer<typeof Customer>
export type CustomerInput = z.input<typeof Customer>

export const Slug = z.string().transform((value) => value.trim().toLowerCase())

export const Payment = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('card'), last4: z.string().length(4) }),
  z.object({ kind: z.literal('invoice'), vatId: z.string() }),
])

const compiled = z.compile(Customer)

export function parseCustomer(body: unknown): Customer {
  const result = Customer.safeParse(body)
  if (!result.success) {
    throw badRequest(z.treeifyError(result.error))
  }
  return result.data
}

export async function parseMany(bodies: unknown[]) {
  try {
    return await Promise.all(bodies.map((body) => compiled.parseAsync(body)))
  } catch (error) {
    if (error instanceof ZodError) throw badRequest(prettifyError(error))
    throw error
  }
}

// z.object({ legacy: z.any() }) was removed in 2.0
export const SETTINGS_HELP = 'pass a zod schema such as z.object({ port: z.number() })'
