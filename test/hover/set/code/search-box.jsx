import { useMemo, useState } from 'react'
import debounce from 'lodash/debounce'
import { Subject, retry, timer } from 'rxjs'
import axios from 'axios'

const queries = new Subject()

export function SearchBox({ onResult }) {
  const [text, setText] = useState('')

  const search = useMemo(
    () =>
      debounce(async (value) => {
        const { data } = await axios.get('/search', { params: { q: value } })
        queries.next(value)
        onResult(data.hits.map((hit) => hit.title))
      }, 300),
    [onResult],
  )

  return (
    <label>
      Search with debounce
      <input
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          search(event.target.value)
        }}
      />
    </label>
  )
}

export const attempts$ = timer(0, 1000).pipe(retry({ count: 3 }))
