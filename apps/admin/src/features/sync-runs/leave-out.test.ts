import { describe, expect, it } from 'vitest'
import {
  countLeftOut,
  isLeavable,
  isLeftOut,
  NOTHING_LEFT_OUT,
  reduceLeaveOut,
  toLeavableKinds,
  toLeaveOutInput,
  type LeaveOutStep,
} from './leave-out.ts'

const after = (...steps: LeaveOutStep[]) => steps.reduce(reduceLeaveOut, NOTHING_LEFT_OUT)
const out = (seq: number): LeaveOutStep => ({ type: 'change', seq, kind: 'disable', applied: false })
const kindOut: LeaveOutStep = { type: 'kind', kind: 'disable', applied: false }
const kinds = { create: 500, disable: 12, conflict: 3, create_realm: 1 }

describe('leaving changes out', () => {
  it('counts single changes and whole kinds, each change once', () => {
    expect(countLeftOut(after(), kinds)).toBe(0)
    expect(countLeftOut(after(out(4), out(9), out(4)), kinds)).toBe(2)
    expect(countLeftOut(after(out(4), kindOut), kinds)).toBe(12)
    expect(
      countLeftOut(after(kindOut, { type: 'change', seq: 1, kind: 'create', applied: false }), kinds),
    ).toBe(13)
  })

  it('takes back single changes, kinds, and everything', () => {
    expect(isLeftOut(after(out(4)), { seq: 4, kind: 'disable' })).toBe(true)
    expect(isLeftOut(after(kindOut), { seq: 5, kind: 'disable' })).toBe(true)
    expect(isLeftOut(after(kindOut), { seq: 5, kind: 'create' })).toBe(false)
    const back = after(out(4), kindOut, { ...kindOut, applied: true })
    expect(isLeftOut(back, { seq: 4, kind: 'disable' })).toBe(false)
    expect(after(out(4), { ...out(4), applied: true } as LeaveOutStep)).toEqual(NOTHING_LEFT_OUT)
    expect(after(out(4), kindOut, { type: 'nothing' })).toBe(NOTHING_LEFT_OUT)
  })

  it('tells the server nothing when all is applied', () => {
    expect(toLeaveOutInput(after())).toBeUndefined()
    expect(toLeaveOutInput(after(out(7), { type: 'kind', kind: 'leave', applied: false }))).toEqual({
      seqs: [7],
      kinds: ['leave'],
    })
  })

  it('offers what would change people, and not what was only noted', () => {
    expect(toLeavableKinds(kinds)).toEqual(['create', 'disable'])
    expect(isLeavable({ kind: 'create', outcome: 'pending' })).toBe(true)
    expect(isLeavable({ kind: 'create', outcome: 'applied' })).toBe(false)
    expect(isLeavable({ kind: 'create_realm', outcome: 'pending' })).toBe(false)
    expect(isLeavable({ kind: 'conflict', outcome: 'noted' })).toBe(false)
  })
})
