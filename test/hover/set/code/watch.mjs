import chokidar from 'chokidar'
import pLimit, { limitFunction } from 'p-limit'
import fs from 'node:fs'
import * as path from 'node:path'
import { promisify } from 'node:util'
import { execFile } from 'node:child_process'

const run = promisify(execFile)
const limit = pLimit(4)

const watcher = chokidar.watch(['fixtures', 'templates'], {
  ignored: /(^|\/)\../,
  ignoreInitial: true,
  awaitWriteFinish: { stabilityThreshold: 500 },
})

const rebuild = limitFunction(async (file) => {
  const source = await fs.promises.readFile(file, 'utf8')
  const target = path.join('dist', path.basename(file))
  await fs.promises.mkdir(path.dirname(target), { recursive: true })
  await fs.promises.writeFile(target, source.trim())
}, { concurrency: 2 })

watcher.on('change', (file) => limit(() => rebuild(file)))
watcher.on('unlink', (file) => limit(() => run('git', ['rm', '--cached', file])))

export async function buildAll(files) {
  await limit.map(files, (file) => rebuild(file))
}

process.once('SIGINT', async () => {
  limit.clearQueue()
  watcher.unwatch('templates')
  await watcher.close()
})
