import { Secret } from '@rollcall/db'
import { describe, expect, it } from 'vitest'
import { createLogger } from './logger.ts'

describe('the log', () => {
  const lines: string[] = []
  const logger = createLogger('info', { write: (line) => void lines.push(line) })

  it('replaces whatever opens a door, wherever a line carries it', () => {
    logger.info(
      { password: 'p-1', token: 'p-2', clientSecret: 'p-3', cookie: 'p-4', authorization: 'p-5' },
      'a',
    )
    logger.info({ body: { password: 'p-6', clientSecret: 'p-7', token: 'p-8' } }, 'b')
    logger.info({ req: { headers: { authorization: 'Bearer p-9', cookie: 'p-10' } } }, 'c')
    logger.info({ value: new Secret('p-11') }, 'd')
    expect(lines).toHaveLength(4)
    expect(lines.join('')).not.toMatch(/p-\d/)
    expect(lines.join('').match(/\[secret\]/g)).toHaveLength(11)
  })

  it('is one JSON object a line, below its level silent', () => {
    logger.debug({}, 'not written')
    const entries = lines.map((line): unknown => JSON.parse(line))
    expect(entries.at(-1)).toMatchObject({ level: 30, msg: 'd', service: 'rollcall' })
  })
})
