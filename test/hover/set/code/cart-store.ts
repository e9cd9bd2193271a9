import { create } from 'zustand'
import type { StateCreator } from 'zustand'
import { createJSONStorage, devtools, persist, subscribeWithSelector } from 'zustand/middleware'
import { createStore as createVanillaStore } from 'zustand/vanilla'

export interface CartItem {
  sku: string
  title: string
  amount: number
  price: number
}

interface CartState {
  items: CartItem[]
  add: (item: CartItem) => void
  clear: () => void
}

const cartSlice: StateCreator<CartState> = (set) => ({
  items: [],
  add: (item) => set((state) => ({ items: [...state.items, item] })),
  clear: () => set({ items: [] }),
})

export const useCart = create<CartState>()(
  devtools(
    subscribeWithSelector(
      persist(cartSlice, {
        name: 'cart',
        storage: createJSONStorage(() => sessionStorage),
      }),
    ),
  ),
)

export const total = () => useCart.getState().items.reduce((sum, item) => sum + item.price * item.amount, 0)

useCart.subscribe(
  (state) => state.items.length,
  (count) => {
    document.title = count ? `(${count}) Shop` : 'Shop'
  },
)

export const sessionStore = createVanillaStore<{ token: string | null }>(() => ({ token: null }))
const { getState, setState } = sessionStore

export function login(token: string) {
  if (getState().token !== token) setState({ token })
}
