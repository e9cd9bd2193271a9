import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { format, formatDistanceToNow } from 'date-fns'
import { groupBy, sumBy } from 'lodash'
import { useCart, sessionStore, type CartItem } from './cart-store.ts'
import { Badge } from '@/components/Badge'

function Line({ item }: { item: CartItem }) {
  return (
    <li className="line">
      {item.amount} × {item.title}
    </li>
  )
}

export function CartView({ savedAt }: { savedAt: Date }) {
  const { items, clear } = useCart(useShallow((state) => ({ items: state.items, clear: state.clear })))
  const token = useStore(sessionStore, (session) => session.token)
  const [open, setOpen] = useState(false)

  useEffect(() => {
    setOpen(items.length > 0)
  }, [items.length])

  const bySku = groupBy(items, (item) => item.sku)

  return (
    <section hidden={!open}>
      <h2>
        Cart saved {formatDistanceToNow(savedAt, { addSuffix: true })}
        <Badge title={format(savedAt, 'yyyy-MM-dd HH:mm')} />
      </h2>
      <ul>
        {Object.values(bySku).map((lines) => (
          <Line key={lines[0].sku} item={{ ...lines[0], amount: sumBy(lines, 'amount') }} />
        ))}
      </ul>
      <p>Please format your address before you persist the order.</p>
      <button onClick={() => clear()} disabled={!token}>
        Empty
      </button>
    </section>
  )
}
