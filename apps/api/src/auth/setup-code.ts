import { hashToken } from '@rollcall/db'
import type { Context } from '@rollcall/directory'
import { randomInt } from 'node:crypto'
import { needsSetup } from './needs-setup.ts'

/** Row of `settings` that holds the hash of the code while setup is open. */
export const SETUP_SETTING = 'setup'

/** Crockford's alphabet: no letter that reads like a digit. Twelve of them are 60 bits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 12

/** A fresh one-time code while no owner can sign in; null, and the door shut, once one can. */
export async function openSetup(ctx: Context): Promise<string | null> {
  return ctx.db.change(async (tx) => {
    if (!(await needsSetup(tx))) {
      await tx.setting.deleteMany({ where: { key: SETUP_SETTING } })
      return null
    }
    const code = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
    const value = { codeHash: hashSetupCode(code) }
    await tx.setting.upsert({
      where: { key: SETUP_SETTING },
      create: { key: SETUP_SETTING, value, updatedAt: ctx.now() },
      update: { value, updatedAt: ctx.now() },
    })
    return code.replace(/(.{4})(?=.)/g, '$1-')
  })
}

/** Hyphens, spaces and case make no difference to a code that someone typed. */
export function hashSetupCode(code: string): string {
  const letters = code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
  return Buffer.from(hashToken(letters)).toString('hex')
}
