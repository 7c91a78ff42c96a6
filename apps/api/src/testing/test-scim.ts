import { hashToken, newToken, type Database } from '@rollcall/db'
import { uuidv7 } from 'uuidv7'

export interface TestScimToken {
  readonly id: string
  readonly token: string
  readonly prefix: string
}

export interface TestScimConnection extends TestScimToken {
  readonly connectionId: string
  /** Of the base URL. */
  readonly path: string
}

/** A SCIM connection with one live token. `settings` are columns. */
export async function createTestScimConnection(
  db: Database,
  settings: Readonly<{
    displayName?: string
    scimKeepDays?: number
    leaverPolicy?: string
    guardMaxPeople?: number
  }> = {},
): Promise<TestScimConnection> {
  const connectionId = uuidv7()
  const displayName = settings.displayName ?? `Tideway ${connectionId.slice(-6)}`
  await db.client.connection.create({
    data: { guardMaxPeople: 1000, ...settings, id: connectionId, kind: 'scim', displayName },
    select: { id: true },
  })
  const { id, ...token } = await createTestScimToken(db, connectionId)
  return { id, connectionId, path: `/scim/v2/inbound/${connectionId}`, ...token }
}

export async function createTestScimToken(
  db: Database,
  connectionId: string,
  dates: Readonly<{ expiresAt?: Date; revokedAt?: Date }> = {},
): Promise<TestScimToken> {
  const [id, token] = [uuidv7(), newToken('rs').reveal()]
  const prefix = token.slice(0, 9)
  await db.client.scimToken.create({
    data: {
      ...dates,
      id,
      connectionId,
      name: 'Test',
      prefix,
      tokenHash: hashToken(token),
      createdBy: 'Test',
    },
    select: { id: true },
  })
  return { id, token, prefix }
}
