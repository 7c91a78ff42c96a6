import { pino, type DestinationStream, type Logger } from 'pino'

/** Nothing that opens a door reaches the log, whatever a line carries. */
const SECRET_PATHS = [
  'authorization',
  'cookie',
  'password',
  'clientSecret',
  'token',
  'key',
  '*.authorization',
  '*.cookie',
  '*.password',
  '*.clientSecret',
  '*.token',
  'req.headers.authorization',
  'req.headers.cookie',
  'res.headers["set-cookie"]',
]

/** JSON lines. Fields under a secret's name are replaced. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: { paths: SECRET_PATHS, censor: '[secret]' },
    base: { service: 'rollcall' },
  }
  return destination ? pino(options, destination) : pino(options)
}
