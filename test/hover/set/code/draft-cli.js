import { Command } from 'commander'
import pino from 'pino'
import { from '

const log = pino({ level: 'debug' })
const program = new Command('orders-admin')

program
  .command('purge <days>')
  .description('remove cancelled orders')
  .option('--dry-run', 'only count'
  .action(async (days, options) => {
    log.info({ days }, 'purging')
    const { request } = await import('undici')
    const { statusCode } = await request(`http://localhost:3000/purge?days=${days}`, {
      method: 'POST',
    })
    if (statusCode >= 400 {
      log.error('purge failed')
    }
  })

program
  .command('vacuum')
  .action(() => log.warn('not yet'))

program.parse(
