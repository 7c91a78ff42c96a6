import type { Tx } from '@rollcall/db'
import { DirectoryError } from '../errors.ts'

/** Key of the settings row that holds the mail server; without the row no email can be sent. */
export const SMTP_KEY = 'smtp'

export const NO_SMTP =
  'No mail server is set up, so no email can be sent. An admin enters one under Server settings, Integrations, Email (SMTP).'

/** Refuses with `email_unavailable` while no mail server is set up. */
export async function requireSmtp(db: Pick<Tx, 'setting'>): Promise<void> {
  const found = await db.setting.findUnique({ where: { key: SMTP_KEY }, select: { key: true } })
  if (!found) throw new DirectoryError('email_unavailable', NO_SMTP)
}
