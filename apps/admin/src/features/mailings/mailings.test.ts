import { userId } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { toPreviewTargets } from './mailing-target.ts'
import { toMailingLook, toMailingSummary, toRetryAt } from './mailing-words.ts'
import { toPace, withSample, type Sample } from './pace.ts'
import { addPreviews, toPreviewRemarks } from './preview-words.ts'

const counts = { total: 0, waiting: 0, sent: 0, failed: 0, skipped: 0, cancelled: 0 }

test('a preview names who gets nothing and why, and is silent when everyone is reached', () => {
  expect(toPreviewRemarks({ reachable: 9, noAddress: 0, notUnclaimed: 0, shared: 0 })).toEqual([])
  expect(toPreviewRemarks({ reachable: 0, noAddress: 1, notUnclaimed: 2, shared: 1 })).toEqual([
    '1 person has no email address and gets none.',
    '2 people have claimed or were disabled meanwhile and get none.',
    '1 person has an address that someone else has as well, who could open the link too.',
  ])
})

test('chosen people are asked about in pieces that add up', () => {
  const userIds = Array.from({ length: 170 }, (_, index) =>
    userId.parse(`01890a5d-ac96-774b-bcce-${String(index).padStart(12, '0')}`),
  )
  const pieces = toPreviewTargets({ userIds })
  expect(pieces.flatMap((piece) => piece.userIds ?? [])).toEqual(userIds)
  expect(Math.max(...pieces.map((piece) => JSON.stringify(piece.userIds).length * 1.1))).toBeLessThan(4000)
  expect(toPreviewTargets({ filter: { search: 'ada' } })).toHaveLength(1)
  const part = { reachable: 1, noAddress: 2, notUnclaimed: 3, shared: 4 }
  expect(addPreviews([part, part])).toEqual({ reachable: 2, noAddress: 4, notUnclaimed: 6, shared: 8 })
})

test('a mailing is told in numbers, and one that missed people does not look like a success', () => {
  const ended = { ...counts, total: 1412, sent: 1398, failed: 10, skipped: 4 }
  expect(toMailingSummary({ counts: ended })).toBe('1,398 sent, 10 not delivered and 4 left out.')
  expect(toMailingSummary({ counts })).toBe('Nobody was written to.')
  expect(toMailingLook({ status: 'finished', counts: ended }).tone).toBe('warning')
  expect(toMailingLook({ status: 'finished', counts }).tone).toBe('success')
})

test('the pace follows the last seconds, and is not told before anything moved', () => {
  let samples: readonly Sample[] = []
  samples = withSample(samples, { at: 0, done: 0 })
  expect(toPace(samples, 100)).toBeNull()
  samples = withSample(samples, { at: 2000, done: 0 })
  expect(toPace(samples, 100)).toBeNull()
  samples = withSample(samples, { at: 4000, done: 8 })
  expect(toPace(samples, 100)).toEqual({ rate: 2, leftMs: 50_000 })
  samples = withSample(samples, { at: 40_000, done: 9 })
  expect(samples).toHaveLength(1)
  expect(withSample(samples, { at: 41_000, done: 3 })).toEqual([{ at: 41_000, done: 3 }])
})

test('another attempt is told while one is to come', () => {
  const nextAttemptAt = '2026-01-02T03:04:05.000Z'
  const failed = { status: 'queued', attempts: 2, nextAttemptAt } as const
  const before = Date.parse(nextAttemptAt) - 1000
  expect(toRetryAt(failed, true, before)).toBe(nextAttemptAt)
  expect(toRetryAt(failed, true, before + 1000)).toBeNull()
  expect(toRetryAt(failed, false, before)).toBeNull()
  expect(toRetryAt({ ...failed, attempts: 0 }, true, before)).toBeNull()
  expect(toRetryAt({ ...failed, status: 'sent' }, true, before)).toBeNull()
})
