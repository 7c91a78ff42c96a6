import type { RunCounts, RunStatus } from '@rollcall/vocabulary'
import { describe, expect, it } from 'vitest'
import { isWorking, planSentence, resultSentence, toRunTitle, toStartWords } from './run-words.ts'

const none: RunCounts = {
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

function plan(counts: Partial<RunCounts>, realmsToCreate: string[] = []) {
  return planSentence({ counts: { ...none, ...counts }, realmsToCreate })
}

function result(counts: Partial<RunCounts>, status: RunStatus = 'succeeded', appliedCount = 5) {
  return resultSentence({ counts: { ...none, ...counts }, status, appliedCount, changeCount: 2000 })
}

describe('planSentence', () => {
  it('tells people first and decisions after', () => {
    expect(plan({ created: 412, conflicts: 3 })).toBe('412 people would be created. 3 need your decision.')
  })

  it('joins several kinds into one sentence', () => {
    expect(plan({ created: 1200, updated: 1, disabled: 2, skipped: 40 })).toBe(
      '1,200 people would be created, 1 updated and 2 disabled. 40 already agree.',
    )
  })

  it('uses the singular for one', () => {
    expect(plan({ created: 1, conflicts: 1, errors: 1, skipped: 1 }, ['Sales'])).toBe(
      '1 person would be created. 1 realm would be created. 1 needs your decision. 1 person could not be handled. 1 already agrees.',
    )
  })

  it('says when nobody changes', () => {
    expect(plan({ skipped: 500 })).toBe('Nobody would change. 500 already agree.')
  })
})

describe('resultSentence', () => {
  it('speaks in the past tense', () => {
    expect(result({ created: 1, updated: 4 })).toBe('1 person was created and 4 updated.')
    expect(result({})).toBe('Nobody had to change.')
    expect(result({ deactivated: 9, left: 1 })).toBe(
      '9 people were deactivated. 1 person left the directory or its scope.',
    )
  })

  it('says how far a run got that was stopped', () => {
    expect(result({ created: 9 }, 'cancelled', 1500)).toBe(
      'The run was cancelled after 1,500 of 2,000 changes were made. The next sync continues from there.',
    )
    expect(result({ created: 9 }, 'failed', 0)).toBe('The run failed before anything changed.')
    expect(result({ created: 9 }, 'cancelled', 0)).toBe('The run was cancelled before anything changed.')
  })
})

describe('a decision', () => {
  const decision = { by: 'Grace', at: '2026-11-21T12:00:00.000Z', note: null, leftOut: 4 }
  const ended = { counts: { ...none, updated: 2 }, appliedCount: 2, changeCount: 2, decision }

  it('is told with what the run did', () => {
    expect(resultSentence({ ...ended, status: 'succeeded' })).toBe(
      '2 people were updated. 4 changes were left out.',
    )
    expect(resultSentence({ ...ended, status: 'cancelled', appliedCount: 0 })).toBe(
      'The plan was rejected. Nobody was changed.',
    )
  })
})

describe('isWorking', () => {
  it('leaves out runs that wait for a person', () => {
    expect(isWorking('awaiting_confirmation')).toBe(false)
    expect(isWorking('applying')).toBe(true)
    expect(isWorking('failed')).toBe(false)
  })
})

describe('where people are sent here', () => {
  const pushed = {
    mode: 'full',
    trigger: 'manual',
    connectionKind: 'scim',
    connectionName: 'Contoso',
  } as const

  it('a plan is a plan, and what requests asked for and was held is called so', () => {
    expect(toRunTitle(pushed)).toBe('Plan for Contoso')
    expect(toRunTitle({ ...pushed, trigger: 'push' })).toBe('Held changes from Contoso')
    expect(toRunTitle({ ...pushed, connectionKind: 'entra' })).toBe('Sync of Contoso')
    expect(toRunTitle({ ...pushed, mode: 'undo', trigger: 'undo' })).toBe('Undo of a sync of Contoso')
  })

  it('a plan is applied and no sync started', () => {
    expect(toStartWords(pushed).start).toBe('Apply plan')
    expect(toStartWords({ ...pushed, connectionKind: 'entra' }).start).toBe('Start sync')
    expect(toStartWords({ ...pushed, mode: 'undo' }).anyway).toBe('Start undo anyway')
  })
})
