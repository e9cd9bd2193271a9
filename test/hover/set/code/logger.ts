import pino, { type Logger, stdTimeFunctions } from 'pino'

const transport = pino.transport({
  targets: [
    { target: 'pino/file', options: { destination: '/var/log/orders.log', mkdir: true } },
    { target: 'pino-pretty', level: 'debug' },
  ],
})

export const logger: Logger = pino(
  {
    level: process.env.LOG_LEVEL ?? 'info',
    redact: ['req.headers.authorization', '*.password'],
    timestamp: stdTimeFunctions.isoTime,
    serializers: { err: pino.stdSerializers.err },
  },
  transport,
)

export function forModule(name: string): Logger {
  return logger.child({ module: name })
}

const audit = pino(pino.destination({ dest: './audit.log', sync: false }))

export function record(action: string, actor: string) {
  audit.info({ action, actor }, 'audit')
  if (logger.isLevelEnabled('debug')) {
    logger.debug({ action }, 'recorded')
  }
}

setInterval(() => audit.flush(), 10_000).unref()

process.on('uncaughtException', (error) => {
  logger.fatal(error, 'uncaught exception')
  process.exit(1)
})
