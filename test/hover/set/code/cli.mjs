#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from 'commander'
import path from 'node:path'
import { readFile } from 'node:fs/promises'
import { migrate } from './migrate.mjs'

const program = new Command()

function parsePort(value) {
  const port = Number.parseInt(value, 10)
  if (Number.isNaN(port)) throw new InvalidArgumentError('not a number')
  return port
}

program
  .name('orders')
  .description('Manage the orders platform')
  .version('2.4.0')
  .option('-v, --verbose', 'print more')
  .requiredOption('-c, --config <file>', 'configuration file')
  .addOption(new Option('-p, --port <number>', 'port').env('PORT').argParser(parsePort))

program
  .command('migrate')
  .argument('[target]', 'migration to stop at', 'latest')
  .action(async (target, options, command) => {
    const { config } = command.optsWithGlobals()
    const file = path.resolve(config)
    await migrate(JSON.parse(await readFile(file, 'utf8')), target)
  })

const serve = program.command('serve').alias('s')
serve.hook('preAction', (thisCommand) => {
  if (thisCommand.opts().verbose) console.error('starting')
})
serve.action(() => import('./server.ts'))

program.addHelpText('after', '\nExample:\n  $ orders migrate --config orders.json')
program.exitOverride()

try {
  await program.parseAsync(process.argv)
} catch (error) {
  program.error(error.message, { exitCode: 2 })
}
