import { expect, test } from 'vitest'
import { undoLosses, undoSentence } from './undo-words.ts'

const none = {
  seen: 0,
  created: 0,
  updated: 0,
  skipped: 0,
  disabled: 0,
  deactivated: 0,
  reactivated: 0,
  conflicts: 0,
  errors: 0,
  left: 0,
  notPeople: 0,
}

function say(
  status: Parameters<typeof undoSentence>[0]['status'],
  counts: Partial<typeof none>,
  applied = 0,
) {
  return undoSentence({ status, counts: { ...none, ...counts }, appliedCount: applied, changeCount: 5 })
}

test('an undo is told in its own words, as a plan and when it is done', () => {
  expect(say('awaiting_confirmation', { deactivated: 3, updated: 2, conflicts: 1 })).toBe(
    '3 people would be deleted or unlinked and 2 changed back. 1 person or realm cannot go back completely.',
  )
  expect(say('succeeded', { reactivated: 1 })).toBe('1 person was enabled again.')
  expect(say('awaiting_confirmation', {})).toBe('Nobody would change back.')
  expect(say('succeeded', { conflicts: 2 })).toBe(
    'Nobody had to change back. 2 people or realms could not go back completely.',
  )
})

test('an undo that was stopped says how far it came', () => {
  expect(say('cancelled', { updated: 5 })).toBe('The undo was cancelled before anything changed.')
  expect(say('failed', { updated: 5 }, 2)).toBe('The undo failed after 2 of 5 changes went back.')
})

test('what people lose by an undo', () => {
  expect(undoLosses({ ...none, deactivated: 3, disabled: 1 })).toEqual([
    '3 people will be deleted, or disabled and unlinked.',
    '1 person will be disabled again.',
  ])
  expect(undoLosses(none)).toEqual([])
})
