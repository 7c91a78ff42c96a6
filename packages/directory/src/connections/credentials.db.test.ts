import { describeEachEngine } from '@rollcall/db/testing'
import { type CheckResult, SourceError, type SourceSettings } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import type { Context } from '../context.ts'
import { warnExpiring } from '../schedules/warn-expiring.ts'
import { createTestContext, fakeSource } from '../testing/index.ts'
import { makeTestCertificate } from '../testing/test-certificate.ts'
import { checkConnection } from './check-connection.ts'
import { createEntraConnection } from './create-entra-connection.ts'
import { getConnection } from './get-connection.ts'
import { openConnectionSource, SOURCE_SELECT } from './open-connection-source.ts'
import { updateConnection } from './update-connection.ts'

const wanted = {
  displayName: 'Contoso',
  directoryId: '11111111-1111-4111-8111-111111111111',
  clientId: '22222222-2222-4222-8222-222222222222',
  clientSecret: 'the-first-secret',
}

/** A directory whose first checks end like this; the secret check may tell when the secret ends. */
interface Answers {
  token?: Partial<CheckResult>
  expiresAt?: string
}

describeEachEngine('the credentials of a connection', (open) => {
  function openContext(overrides: Partial<Context> = {}) {
    const answers: Answers = {}
    const asked: SourceSettings[] = []
    const clock = { now: new Date('2026-11-21T12:00:00.000Z') }
    const openSource: Context['openSource'] = (settings) => {
      asked.push(settings)
      return {
        ...fakeSource(),
        async check({ onResult }) {
          const checks = [
            result('token', { ...answers.token }),
            result('secret', { evidence: answers.expiresAt ? { expiresAt: answers.expiresAt } : {} }),
          ]
          for (const check of checks) onResult?.(check)
          const status = checks.some((check) => check.status === 'fail') ? 'fail' : 'pass'
          return {
            status,
            checkedAt: clock.now.toISOString(),
            tenant: null,
            counts: { users: 0, groups: 0 },
            checks,
          }
        },
      }
    }
    const ctx = createTestContext(open(), { openSource, now: () => clock.now, ...overrides })
    return { ctx, answers, asked, clock }
  }

  function result(id: 'token' | 'secret', more: Partial<CheckResult>): CheckResult {
    const plain = { label: id, detail: 'It works.', hint: null, link: null, evidence: {}, durationMs: 1 }
    return { id, status: 'pass', ...plain, ...more }
  }

  const stored = async (ctx: Context, id: string) => {
    const connection = await open().client.connection.findUniqueOrThrow({
      where: { id },
      select: SOURCE_SELECT,
    })
    let credential: unknown
    const openSource: Context['openSource'] = (settings) => {
      credential = settings.credential
      return fakeSource()
    }
    openConnectionSource({ ctx: { ...ctx, openSource }, connection })
    return credential
  }

  const warnings = async (connectionId: string) => {
    const events = await open().client.event.findMany({
      where: { connectionId, type: 'connection.secret_expiring' },
      orderBy: { id: 'asc' },
    })
    return events.map((event) => event.data)
  }

  test('a new secret is tried with the new settings before it is stored', async () => {
    const { ctx, asked } = openContext()
    const { id } = await createEntraConnection({ ctx, input: wanted })
    const clientId = '33333333-3333-4333-8333-333333333333'
    const view = await updateConnection({ ctx, input: { id, clientId, clientSecret: 'the-second-secret' } })
    expect(view.notice).toBeNull()
    expect(asked).toEqual([
      {
        directoryId: wanted.directoryId,
        clientId,
        cloud: 'default',
        credential: { kind: 'secret', clientSecret: 'the-second-secret' },
      },
    ])
    expect(await stored(ctx, id)).toEqual({ kind: 'secret', clientSecret: 'the-second-secret' })
  })

  test('a refused one leaves everything as it was, with the directory’s reason', async () => {
    const { ctx, answers } = openContext()
    const { id } = await createEntraConnection({ ctx, input: wanted })
    answers.token = { status: 'fail', detail: 'The secret is wrong.', hint: 'Copy the Value.' }
    const input = { id, displayName: 'Other', clientSecret: 'a-wrong-secret' }
    await expect(updateConnection({ ctx, input })).rejects.toMatchObject({
      code: 'directory_refused',
      message:
        'The directory refused the new client secret, so the old one stays in use. The secret is wrong. Copy the Value.',
    })
    expect(await stored(ctx, id)).toEqual({ kind: 'secret', clientSecret: wanted.clientSecret })
    expect((await getConnection({ ctx, input: { id } })).displayName).toBe('Contoso')

    const forced = await updateConnection({ ctx, input: { ...input, force: true } })
    expect(forced).toMatchObject({
      displayName: 'Other',
      notice: expect.stringContaining('without being tried'),
    })
    expect(await stored(ctx, id)).toEqual({ kind: 'secret', clientSecret: 'a-wrong-secret' })
  })

  test.each([
    ['a check says so', { token: { status: 'fail' as const, evidence: { transport: 'timeout' } } }, null],
    ['the check itself fails', {}, new SourceError('unreachable', 'No answer.')],
  ])('one that cannot be tried is stored, which is said: %s', async (_how, answers, thrown) => {
    const open_ = openContext()
    Object.assign(open_.answers, answers)
    const { id } = await createEntraConnection({ ctx: open_.ctx, input: wanted })
    const ctx = thrown
      ? { ...open_.ctx, openSource: () => ({ ...fakeSource(), check: () => Promise.reject(thrown) }) }
      : open_.ctx
    const view = await updateConnection({ ctx, input: { id, clientSecret: 'the-second-secret' } })
    expect(view.notice).toMatch(/is stored, but could not be tried/)
    expect(await stored(ctx, id)).toEqual({ kind: 'secret', clientSecret: 'the-second-secret' })
    const event = await open().client.event.findFirstOrThrow({
      where: { connectionId: id, type: 'connection.secret_replaced' },
    })
    expect(event.data).toMatchObject({ credential: 'client secret', untried: 'unreachable' })
  })

  test('a certificate takes the place of a secret and tells its own end; a secret takes it back', async () => {
    const { ctx } = openContext()
    const pair = await makeTestCertificate()
    const { id } = await createEntraConnection({ ctx, input: wanted })
    const view = await updateConnection({ ctx, input: { id, certificate: pair } })
    expect(view.credential).toEqual({
      kind: 'certificate',
      expiresAt: '2026-12-01T00:00:00.000Z',
      expirySource: 'certificate',
      thumbprint: expect.stringMatching(/^[0-9A-F]{64}$/),
    })
    const trimmed = { certificate: pair.certificate.trim(), privateKey: pair.privateKey.trim() }
    expect(await stored(ctx, id)).toEqual({ kind: 'certificate', ...trimmed })
    const typed = updateConnection({ ctx, input: { id, secretExpiresAt: '2027-01-01T00:00:00Z' } })
    await expect(typed).rejects.toMatchObject({ issues: [{ path: 'secretExpiresAt' }] })

    const back = await updateConnection({
      ctx,
      input: { id, clientSecret: 'again', secretExpiresAt: '2027-05-01T00:00:00Z' },
    })
    expect(back.credential).toEqual({
      kind: 'secret',
      expiresAt: '2027-05-01T00:00:00.000Z',
      expirySource: 'typed',
      thumbprint: null,
    })
  })

  test('a connection may begin with a certificate; halves of two pairs are refused before anything is asked', async () => {
    const { ctx, asked } = openContext()
    const pair = await makeTestCertificate()
    const { clientSecret: _none, ...settings } = wanted
    const made = await createEntraConnection({ ctx, input: { ...settings, certificate: pair } })
    expect(made.credential.kind).toBe('certificate')
    const { privateKey } = await makeTestCertificate()
    const mismatched = { certificate: { ...pair, privateKey } }
    for (const attempt of [
      () => createEntraConnection({ ctx, input: { ...settings, ...mismatched } }),
      () => updateConnection({ ctx, input: { id: made.id, ...mismatched } }),
      () => updateConnection({ ctx, input: { id: made.id, ...mismatched, force: true } }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({
        code: 'invalid_input',
        issues: [{ path: 'certificate.privateKey' }],
      })
    }
    expect(asked).toEqual([])
  })

  test('the end of a secret is typed without a new one, until the directory tells it', async () => {
    const { ctx, answers } = openContext()
    const { id } = await createEntraConnection({ ctx, input: wanted })
    const type = (secretExpiresAt: string | null) => updateConnection({ ctx, input: { id, secretExpiresAt } })
    expect((await type('2027-01-01T00:00:00Z')).credential).toMatchObject({
      expiresAt: '2027-01-01T00:00:00.000Z',
      expirySource: 'typed',
    })
    expect((await type(null)).credential).toMatchObject({ expiresAt: null, expirySource: null })
    await type('2027-01-01T00:00:00Z')
    await checkConnection({ ctx, input: { id } })
    expect((await getConnection({ ctx, input: { id } })).credential.expirySource).toBe('typed')

    answers.expiresAt = '2027-02-03T04:05:06Z'
    await checkConnection({ ctx, input: { id } })
    const told = { expiresAt: '2027-02-03T04:05:06.000Z', expirySource: 'directory' }
    expect((await getConnection({ ctx, input: { id } })).credential).toMatchObject(told)
    await expect(type('2028-01-01T00:00:00Z')).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('The directory itself says'),
    })
    expect((await type('2027-02-03T04:05:06Z')).credential).toMatchObject(told)
    expect(await stored(ctx, id)).toEqual({ kind: 'secret', clientSecret: wanted.clientSecret })
  })

  test('what a check learned about a secret that was replaced meanwhile is not kept', async () => {
    const { ctx, answers, clock } = openContext()
    const { id } = await createEntraConnection({ ctx, input: wanted })
    answers.expiresAt = '2027-02-03T00:00:00Z'
    const checking: Context = {
      ...ctx,
      openSource: (settings) => {
        const source = ctx.openSource(settings)
        return {
          ...source,
          async check(options) {
            clock.now = new Date('2026-11-21T12:00:01.000Z')
            await updateConnection({ ctx, input: { id, clientSecret: 'the-second-secret', force: true } })
            return source.check(options)
          },
        }
      },
    }
    await checkConnection({ ctx: checking, input: { id } })
    expect((await getConnection({ ctx, input: { id } })).credential.expiresAt).toBeNull()
  })

  test('warnings come 30, 7 and 1 days before the end, each once, and begin anew with a new secret', async () => {
    const { ctx, clock } = openContext()
    await open().client.connection.updateMany({ data: { secretExpiresAt: null } })
    const input = { ...wanted, secretExpiresAt: '2027-03-01T00:00:00Z' }
    const { id } = await createEntraConnection({ ctx, input })
    const days = ['01-29', '01-30', '01-31', '02-15', '02-22', '02-23', '02-28', '02-28', '03-01', '03-02']
    const written: number[] = []
    for (const day of days) {
      clock.now = new Date(`2027-${day}T00:00:00Z`)
      written.push(await warnExpiring({ ctx }))
    }
    expect(written).toEqual([0, 1, 0, 0, 1, 0, 1, 0, 0, 0])
    expect(await warnings(id)).toMatchObject([
      { connection: 'Contoso', credential: 'client secret', days: 30 },
      { days: 7 },
      { days: 1 },
    ])

    clock.now = new Date('2027-02-26T00:00:00Z')
    await updateConnection({
      ctx,
      input: { id, clientSecret: 'next', secretExpiresAt: '2027-03-05T00:00:00Z' },
    })
    const both = await Promise.all([warnExpiring({ ctx }), warnExpiring({ ctx })])
    expect(both[0] + both[1]).toBe(1)
    expect(await warnings(id)).toHaveLength(4)
  })
})
