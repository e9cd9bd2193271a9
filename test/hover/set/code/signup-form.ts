import * as yup from 'yup'
import { object, string, number as numeric, ref, ValidationError, type InferType } from 'yup'

export const signupSchema = object({
  email: string().email().required('an address is needed'),
  password: string().min(12).matches(/[^a-z]/i),
  confirm: string().oneOf([ref('password')], 'passwords differ'),
  age: numeric().positive().integer().nullable(),
  plan: yup.mixed<'free' | 'team'>().oneOf(['free', 'team']).default('free'),
  seats: yup.number().when('plan', {
    is: 'team',
    then: (schema) => schema.min(2).required(),
    otherwise: (schema) => schema.strip(),
  }),
})

export type Signup = InferType<typeof signupSchema>

const strictSchema = signupSchema.noUnknown()

export async function validateSignup(input: unknown): Promise<Signup> {
  try {
    return await strictSchema.validate(input, { abortEarly: false })
  } catch (error) {
    if (error instanceof ValidationError) {
      throw new Error(error.errors.join('\n'))
    }
    throw error
  }
}

export function coerce(input: unknown) {
  return signupSchema.cast(input)
}

yup.addMethod(yup.string, 'slug', function slug() {
  return this.test('slug', 'not a slug', (value) => !value || /^[a-z0-9-]+$/.test(value))
})

const tree: yup.Lazy<unknown> = yup.lazy((value) => (Array.isArray(value) ? yup.array().of(tree) : yup.string()))
