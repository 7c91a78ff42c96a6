import type { Actor } from '@rollcall/vocabulary'
import { expect, it, vi } from 'vitest'
import { appendEvents, latestEventId, listEventsAfter, type Emit, type StoredEvent } from './events.ts'
import { describeEachEngine, describeOnPostgres } from './testing/index.ts'

const SYSTEM: Actor = { kind: 'system', id: null, name: 'Rollcall' }
const fact = (n: number) => ({ type: 'user.updated', actor: SYSTEM, data: { n } }) as const
/** Until another connection has got somewhere, on however busy a machine. */
const PATIENCE = { timeout: 15_000 }
const numbers = (length: number) => Array.from({ length }, (_, n) => n)
const order = (events: StoredEvent[]) => events.map((event) => event.data['n'])

describeEachEngine('change', (open) => {
  it('stores the change and its events, in the order they were emitted, and gives back the result', async () => {
    const { client } = open()
    const before = await latestEventId(client)
    const userId = await open().change(async (tx, emit) => {
      const user = await tx.user.create({ data: { name: 'Ana' } })
      for (const n of numbers(30)) emit({ ...fact(n), userId: user.id })
      return user.id
    })
    const events = await listEventsAfter(client, { after: before, limit: 100 })
    expect(order(events)).toEqual(numbers(30))
    expect(events[0]).toEqual({
      id: before + 1,
      type: 'user.updated',
      at: expect.any(Date),
      actor: SYSTEM,
      connectionId: null,
      runId: null,
      userId,
      realmId: null,
      data: { n: 0 },
    })
    expect(await latestEventId(client)).toBe(before + 30)
  })

  it('stores neither when the work fails', async () => {
    const { client } = open()
    const before = await latestEventId(client)
    const failing = open().change(async (tx, emit) => {
      await tx.setting.create({ data: { key: 'never', value: 1 } })
      emit(fact(0))
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await client.setting.count({ where: { key: 'never' } })).toBe(0)
    expect(await listEventsAfter(client, { after: before, limit: 1 })).toEqual([])
  })

  it('refuses an event that comes after the end', async () => {
    let late: Emit | undefined
    await open().change(async (_, emit) => {
      late = emit
    })
    expect(() => late?.(fact(0))).toThrow(/after its transaction had ended/)
  })

  it('pages and filters', async () => {
    const { client } = open()
    const after = await latestEventId(client)
    const [runId, userId] = [crypto.randomUUID(), crypto.randomUUID()]
    await open().change(async (_, emit) => {
      emit({ ...fact(0), runId })
      emit({ ...fact(1), userId })
      emit({ ...fact(2), runId, type: 'run.finished' })
    })
    const list = async (filter: object) =>
      order(await listEventsAfter(client, { after, limit: 10, ...filter }))
    expect(await list({ limit: 2 })).toEqual([0, 1])
    expect(await list({ after: after + 2 })).toEqual([2])
    expect(await list({ runId })).toEqual([0, 2])
    expect(await list({ userId })).toEqual([1])
    expect(await list({ types: ['run.finished'], runId })).toEqual([2])
    expect(await list({ userId: undefined })).toEqual([0, 1, 2])
  })

  it('shows a reader every event of concurrent writers once, in the order of their ids', async () => {
    const { client } = open()
    const [writers, rounds] = [5, 12]
    const seen: StoredEvent[] = []
    let last = await latestEventId(client)
    const written = Promise.all(
      numbers(writers).map(async (writer) => {
        for (const round of numbers(rounds)) {
          await open().change(async (tx, emit) => {
            await tx.$queryRaw`select count(*) from users`
            emit(fact(writer * rounds + round))
          })
        }
      }),
    )
    while (seen.length < writers * rounds) {
      const page = await listEventsAfter(client, { after: last, limit: 7 })
      seen.push(...page)
      last = page.at(-1)?.id ?? last
    }
    await written
    expect(order(seen).toSorted((a, b) => Number(a) - Number(b))).toEqual(numbers(writers * rounds))
  })
})

describeOnPostgres('change beside other transactions', (open) => {
  it('makes a later writer of events wait for an earlier one to commit', async () => {
    const { client } = open()
    const earlier = gate()
    const first = client.$transaction(async (tx) => {
      await appendEvents(tx, [fact(1)])
      await earlier.opened
    })
    await vi.waitFor(async () => expect(await countLocks(true)).toBe(1), PATIENCE)
    const second = open().change(async (_, emit) => emit(fact(2)))
    await vi.waitFor(async () => expect(await countLocks(false)).toBe(1), PATIENCE)
    expect(await listEventsAfter(client, { after: 0, limit: 10 })).toEqual([])
    earlier.open()
    await Promise.all([first, second])
    expect(order(await listEventsAfter(client, { after: 0, limit: 10 }))).toEqual([1, 2])
  })

  it('runs the work again when it lost a deadlock', async () => {
    const { client } = open()
    const [a, b] = [
      await client.user.create({ data: { name: 'a' } }),
      await client.user.create({ data: { name: 'b' } }),
    ]
    const [aLocked, bLocked] = [gate(), gate()]
    let runs = 0
    const rename = (own: string, mine: Gate, theirs: Gate, other: string) =>
      open().change(async (tx, emit) => {
        runs++
        await tx.user.update({ where: { id: own }, data: { description: 'seen' } })
        mine.open()
        await theirs.opened
        await tx.$executeRaw`update users set description = description || '!' where id = ${other}::uuid`
        emit({ ...fact(runs), userId: own })
      })
    const before = await latestEventId(client)
    await Promise.all([rename(a.id, aLocked, bLocked, b.id), rename(b.id, bLocked, aLocked, a.id)])
    expect(runs).toBe(3)
    expect(await listEventsAfter(client, { after: before, limit: 10 })).toHaveLength(2)
  })

  async function countLocks(granted: boolean): Promise<number> {
    const [row] = await open().client.$queryRaw<{ n: number }[]>`
      select count(*)::int as n from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and l.locktype = 'advisory' and l.granted = ${granted}`
    return row?.n ?? 0
  }
})

interface Gate {
  opened: Promise<void>
  open(): void
}

function gate(): Gate {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}
