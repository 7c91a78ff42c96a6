import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { textAt } from '../testing/test-client.ts'
import { COMPANY } from './testing/company.ts'
import { ProvisioningSetup } from './testing/provisioning-setup.ts'
import type { CannedAnswer, SeenRequest } from './testing/strict-target.ts'

const ADA = 'ada@larkfield.example'
const BEN = 'ben@larkfield.example'
const HOUR = 3_600_000
const DAY = 24 * HOUR

let setup: ProvisioningSetup
beforeEach(async () => {
  setup = await ProvisioningSetup.start(COMPANY)
})
afterEach(() => setup.close())

/** Answers the first so many requests that fit; later ones reach the target. */
function answerFirst(
  times: number,
  fits: (request: SeenRequest) => boolean,
  answer: CannedAnswer | 'cut',
): void {
  let left = times
  setup.target.intercept = (request) => (left > 0 && fits(request) && left-- > 0 ? answer : undefined)
}

const isCreate = ({ method }: SeenRequest): boolean => method === 'POST'
const creates = (): SeenRequest[] => setup.target.requests.filter(isCreate)

describe('test connection', () => {
  test.each([
    ['404', { status: 404 }],
    ['204', { status: 204 }],
    ['200 without a list', { status: 200, body: { hello: 'world' } }],
    ['a list with somebody', { status: 200, body: { totalResults: 1, Resources: [{ id: 'u-1' }] } }],
  ])('does not take %s for an empty answer, and a cycle ends in quarantine', async (_name, answer) => {
    const job = setup.job()
    setup.target.intercept = () => answer
    expect(await job.testConnection()).toMatchObject({ ok: false, detail: expect.any(String) })
    expect(await job.runCycle()).toMatchObject({ outcome: 'quarantined', counts: { created: 0 } })
    expect(job.state()).toMatchObject({ status: 'quarantined', users: 0 })
  })

  test('passes on 200 and an empty list; asks for groups only when groups are provisioned', async () => {
    expect(await setup.job().testConnection()).toEqual({ ok: true, detail: null })
    expect(setup.target.requests.map(({ target }) => target.split('?')[0])).toEqual(['/Users'])
    setup.target.forget()
    expect(await setup.job({ groups: 'all' }).testConnection()).toEqual({ ok: true, detail: null })
    expect(setup.target.requests.map(({ target }) => target.split('?')[0])).toEqual(['/Users', '/Groups'])
  })

  test('says so when nobody answers', async () => {
    const job = setup.job({ baseUrl: 'http://127.0.0.1:9/scim' })
    expect(await job.testConnection()).toMatchObject({ ok: false, detail: expect.stringMatching(/\S/) })
  })
})

test('a refused token stops the cycle at once and quarantines, longer each time, until it works', async () => {
  const job = setup.job({ maxInFlight: 1 })
  const { clock } = setup
  setup.target.intercept = ({ method }) => {
    if (method === 'POST') setup.target.token = 'another'
    return undefined
  }
  expect(await job.runCycle()).toMatchObject({
    outcome: 'quarantined',
    reason: 'Invalid credentials: Who are you?',
    counts: { created: 0, failed: 0 },
  })
  expect(creates()).toHaveLength(1)
  const hoursUntilNext = (): number =>
    Math.round((Date.parse(job.state().nextCycleAt ?? '') - clock.now()) / HOUR)
  expect(hoursUntilNext()).toBe(6)
  setup.target.forget()
  expect(await job.runCycle()).toMatchObject({ outcome: 'waiting', requests: 0 })
  const waits: number[] = []
  for (let round = 0; round < 4; round++) {
    clock.advance(hoursUntilNext() * HOUR)
    expect((await job.runCycle()).outcome).toBe('quarantined')
    waits.push(hoursUntilNext())
  }
  expect(waits).toEqual([12, 24, 24, 24])
  setup.target.intercept = () => undefined
  job.update({ token: 'another' })
  clock.advance(DAY)
  expect(await job.runCycle()).toMatchObject({ outcome: 'completed', counts: { created: 5 } })
  expect(job.state()).toMatchObject({ status: 'ready', nextCycleAt: null })
})

test('four weeks in quarantine end the job; a restart brings it back', async () => {
  const job = setup.job({ token: 'wrong' })
  for (let day = 0; day <= 28; day++) {
    expect((await job.runCycle()).outcome).toBe('quarantined')
    setup.clock.advance(DAY)
  }
  setup.target.forget()
  expect(await job.runCycle()).toMatchObject({ outcome: 'disabled', requests: 0 })
  expect(job.state().status).toBe('disabled')
  job.update({ token: setup.target.token })
  job.restart()
  expect((await job.runCycle()).outcome).toBe('completed')
})

test('what fails is tried again after 6, 12 and 24 hours, and sooner when the directory changes it', async () => {
  const job = setup.job()
  const isBen = ({ method, body }: SeenRequest): boolean => method === 'POST' && body?.['userName'] === BEN
  answerFirst(99, isBen, { status: 400, body: { detail: 'Ben is not welcome.', scimType: 'invalidValue' } })
  expect((await job.runCycle()).counts).toMatchObject({ created: 4, failed: 1 })
  const escrow = (): unknown => job.state().escrows
  expect(escrow()).toMatchObject([
    { kind: 'user', id: setup.userId(BEN), failures: 1, reason: 'invalidValue: Ben is not welcome.' },
  ])
  const tries = async (advance: number): Promise<number> => {
    setup.clock.advance(advance)
    setup.target.forget()
    await job.runCycle()
    return creates().length
  }
  expect(await tries(5 * HOUR)).toBe(0)
  expect(await tries(HOUR)).toBe(1)
  expect(await tries(11 * HOUR)).toBe(0)
  expect(await tries(HOUR)).toBe(1)
  setup.tenant.directory.updateUser(setup.userId(BEN), { jobTitle: 'Nobody' })
  expect(await tries(0)).toBe(1)
  setup.target.intercept = () => undefined
  expect(await tries(DAY)).toBe(1)
  expect(escrow()).toEqual([])
  expect(setup.target.userNamed(BEN)).toMatchObject({ title: 'Nobody' })
})

test('members and reports of someone who failed are sent once they are there', async () => {
  const job = setup.job({ groups: 'all' })
  const hidden = ['mona@larkfield.example', BEN]
  setup.target.intercept = ({ method, body }) =>
    method === 'POST' && hidden.includes(textAt(body ?? {}, 'userName')) ? { status: 400 } : undefined
  await job.runCycle()
  expect(setup.target.memberIds('Optics')).toHaveLength(1)
  setup.target.intercept = () => undefined
  setup.clock.advance(6 * HOUR)
  expect((await job.runCycle()).counts).toMatchObject({ created: 2, membersAdded: 2, managersSet: 2 })
  expect(setup.target.memberIds('Optics')).toHaveLength(2)
})

test('more than 40 % failures quarantine, from a number on', async () => {
  setup.target.intercept = ({ method, body }) =>
    method === 'POST' && body?.['userName'] !== ADA ? { status: 400 } : undefined
  expect(await setup.job().runCycle()).toMatchObject({ outcome: 'completed', counts: { failed: 4 } })
  const strict = setup.job({ quarantineFloor: 4 })
  expect(await strict.runCycle()).toMatchObject({
    outcome: 'quarantined',
    reason: '4 of 5 objects failed in one cycle.',
  })
})

test('failures up to 40 % do not quarantine', async () => {
  setup.target.intercept = ({ method, body }) =>
    method === 'POST' && [ADA, BEN].includes(textAt(body ?? {}, 'userName')) ? { status: 400 } : undefined
  expect(await setup.job({ quarantineFloor: 1 }).runCycle()).toMatchObject({
    outcome: 'completed',
    counts: { failed: 2, created: 3 },
  })
})

test('a 409 is followed by another search: found is adopted, not found fails with the target’s words', async () => {
  const job = setup.job()
  setup.target.put('Users', { userName: ADA, displayName: 'Ada Berg', active: false })
  answerFirst(1, ({ target }) => target.includes(`"${ADA}"`), { status: 200, body: { totalResults: 0 } })
  const answer = await job.provisionOnDemand({ userId: setup.userId(ADA) })
  expect(answer).toMatchObject({ ok: true, targetId: 'u-1', counts: { matched: 1, created: 0, enabled: 1 } })
  expect(answer.entries.map(({ action, status }) => [action, status])).toEqual([
    ['match', 200],
    ['create', 409],
    ['match', 200],
    ['enable', 200],
  ])
  setup.target.put('Users', { userName: BEN })
  setup.target.intercept = ({ method }) =>
    method === 'GET' ? { status: 200, body: { totalResults: 0 } } : undefined
  expect(await job.provisionOnDemand({ userId: setup.userId(BEN) })).toMatchObject({
    ok: false,
    detail: `${BEN} is taken.`,
  })
})

test('two matches are an error, not a choice', async () => {
  setup.target.put('Users', { userName: ADA })
  setup.target.put('Users', { userName: ADA })
  expect(await setup.job().provisionOnDemand({ userId: setup.userId(ADA) })).toMatchObject({
    ok: false,
    detail: `The target has 2 people for userName '${ADA}'.`,
  })
})

test('Retry-After of a 429 is waited for, in seconds or as a date, and then the request goes out again', async () => {
  answerFirst(2, isCreate, { status: 429, headers: { 'retry-after': '7' } })
  const job = setup.job({ maxInFlight: 1 })
  expect((await job.runCycle()).counts).toMatchObject({ created: 5, failed: 0 })
  const longest = Math.max(...setup.waits)
  expect(longest).toBeGreaterThan(6_000)
  expect(longest).toBeLessThanOrEqual(15_000)
  expect(creates()).toHaveLength(7)
})

test('a longer Retry-After puts the object off, at least that long', async () => {
  answerFirst(1, isCreate, { status: 429, headers: { 'retry-after': String(9 * 3_600) } })
  const job = setup.job()
  expect((await job.runCycle()).counts).toMatchObject({ created: 4, failed: 1 })
  setup.clock.advance(8 * HOUR)
  expect((await job.runCycle()).counts).toMatchObject({ created: 0 })
  setup.clock.advance(HOUR)
  expect((await job.runCycle()).counts).toMatchObject({ created: 1 })
})

test.each([
  ['a 503', { status: 503 } as const],
  ['a cut connection', 'cut' as const],
])('%s passes: the request is sent again, twice at most', async (_name, answer) => {
  answerFirst(2, isCreate, answer)
  const job = setup.job({ maxInFlight: 1 })
  expect((await job.runCycle()).counts).toMatchObject({ created: 5, failed: 0 })
  answerFirst(9, ({ method }) => method === 'PATCH', answer)
  setup.tenant.directory.updateUser(setup.userId(ADA), { jobTitle: 'Lead' })
  expect((await job.runCycle()).counts).toMatchObject({ failed: 1 })
  const failed = job.log().findLast(({ outcome }) => outcome === 'failure')
  expect(failed).toMatchObject({ action: 'update', status: answer === 'cut' ? 0 : 503 })
})

test('a target that answers too late counts as silent', async () => {
  const job = setup.job({ timeoutMs: 60 })
  setup.target.delayMs = 400
  expect(await job.testConnection()).toEqual({ ok: false, detail: 'No answer within 60 ms.' })
})

test('a cycle that was cut short begins anew and finishes', async () => {
  const job = setup.job({ maxInFlight: 1, groups: 'all' })
  let creations = 0
  setup.target.intercept = ({ method }) =>
    method === 'POST' && ++creations === 3 ? { status: 401 } : undefined
  expect((await job.runCycle()).outcome).toBe('quarantined')
  setup.clock.advance(6 * HOUR)
  expect(await job.runCycle()).toMatchObject({
    kind: 'initial',
    outcome: 'completed',
    counts: { created: 5, unchanged: 2, membersAdded: 4 },
  })
})
