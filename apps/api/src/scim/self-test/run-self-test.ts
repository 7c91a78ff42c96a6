import { hashToken, newToken, type Database } from '@rollcall/db'
import { DirectoryError } from '@rollcall/directory'
import type { SelfTestReport } from '@rollcall/vocabulary'
import { uuidv7 } from 'uuidv7'
import { INBOUND_PREFIX } from '../read-address.ts'
import { createPlayer, type Play, type Player } from './player.ts'
import { CheckFailure, type SelfTestStep } from './self-test-step.ts'
import { SELF_TEST_STEPS } from './self-test-steps.ts'

export interface SelfTestOptions {
  readonly db: Database
  readonly now: () => Date
  readonly connectionId: string
  readonly play: Play
}

/**
 * Plays what Microsoft's validation plays, as a client would, on a copy of the connection that makes no people and is
 * deleted afterwards. Throws `not_found` when there is no such connection.
 */
export async function runSelfTest(options: SelfTestOptions): Promise<SelfTestReport> {
  const { db, now, play } = options
  const ranAt = now().toISOString()
  const sandbox = await openSandbox(options)
  try {
    const player = createPlayer(play, `${INBOUND_PREFIX}/${sandbox.id}`, sandbox.token)
    const checks: SelfTestReport['checks'] = []
    for (const step of SELF_TEST_STEPS) checks.push(await runStep(step, player))
    const passed = checks.filter(({ status }) => status === 'pass').length
    return { checks, passed, total: checks.length, ranAt }
  } finally {
    await db.client.connection.deleteMany({ where: { id: sandbox.id, sandbox: true } })
  }
}

async function runStep(step: SelfTestStep, player: Player): Promise<SelfTestReport['checks'][number]> {
  const { id, group, label } = step
  const since = performance.now()
  const done = (status: 'pass' | 'fail', detail: string) => ({
    id,
    group,
    label,
    status,
    detail,
    durationMs: Math.round((performance.now() - since) * 10) / 10,
  })
  try {
    return done('pass', await step.run(player))
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error
    return done('fail', error.message)
  }
}

/** A connection with the same rules and nobody in it, and a token of its own. */
async function openSandbox({
  db,
  now,
  connectionId,
}: SelfTestOptions): Promise<{ id: string; token: string }> {
  const connection = await db.client.connection.findFirst({
    where: { id: connectionId, kind: 'scim', sandbox: false },
    select: {
      displayName: true,
      defaultRole: true,
      leaverPolicy: true,
      leaverGraceDays: true,
      guardMaxPeople: true,
      guardMaxPercent: true,
      refreshClaimed: true,
      autoLinkClaimed: true,
    },
  })
  if (!connection)
    throw new DirectoryError(
      'not_found',
      'There is no SCIM connection with this id. It may have been deleted.',
    )
  const [id, token, at] = [uuidv7(), newToken('rs'), now()]
  await db.client.connection.create({
    data: {
      ...connection,
      id,
      kind: 'scim',
      sandbox: true,
      createdAt: at,
      updatedAt: at,
      scimTokens: {
        create: {
          id: uuidv7(),
          name: 'Self-test',
          prefix: token.reveal().slice(0, 9),
          tokenHash: hashToken(token),
          createdBy: 'Rollcall',
          createdAt: at,
          expiresAt: new Date(at.getTime() + 15 * 60_000),
        },
      },
    },
    select: { id: true },
  })
  return { id, token: token.reveal() }
}
