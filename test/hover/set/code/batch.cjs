const { debounce, pick: select, keyBy } = require('lodash')
const { createHash } = require('node:crypto')
const { once } = require('events')
const fs = require('fs')
const { pick } = require('./columns.cjs')

async function main(rows) {
  const { default: pLimit } = await import('p-limit')
  const { parseISO, subMonths } = await import('date-fns')
  const limit = pLimit({ concurrency: 3 })

  const since = subMonths(new Date(), 3)
  const recent = rows.filter((row) => parseISO(row.createdAt) > since)
  const byId = keyBy(recent, 'id')

  const jobs = Object.values(byId).map((row) =>
    limit(async () => {
      const digest = createHash('sha256').update(row.id).digest('hex')
      return { ...select(row, ['id', 'total']), digest, raw: pick(row) }
    }),
  )
  const results = await Promise.all(jobs)

  const out = fs.createWriteStream('batch.ndjson')
  for (const result of results) out.write(JSON.stringify(result) + '\n')
  out.end()
  await once(out, 'finish')
  return limit.pendingCount
}

function withDebounce(debounce) {
  // the parameter hides the imported function
  return debounce(() => main([]), 100)
}

module.exports = { main, withDebounce, later: debounce(main, 1000) }
