import { conflictId, connectionId, entraId, type ConflictView } from '@rollcall/vocabulary'
import { describe, expect, it } from 'vitest'
import { toConsequence, toOutcome } from './conflict-words.ts'

const conflict: ConflictView = {
  id: conflictId.parse('01890a5d-ac96-774b-bcce-b302099a8057'),
  connectionId: connectionId.parse('01890a5d-ac96-774b-bcce-b302099a8058'),
  connectionName: 'Contoso',
  connectionKind: 'entra',
  status: 'open',
  reason: 'claimed_match',
  text: 'Grace has already registered with this email.',
  person: { entraId: entraId.parse('grace'), name: 'Grace Hopper', email: null, userPrincipalName: null },
  candidates: [],
  runId: null,
  decidedBy: null,
  decidedAt: null,
  createdAt: '2026-01-02T03:04:05.000Z',
}

describe('toConsequence', () => {
  it('names both sides of a link', () => {
    const text = toConsequence('link', conflict, 'G. Hopper')
    expect(text).toContain('G. Hopper stays one account')
    expect(text).toContain('Grace Hopper of Contoso')
  })

  it('asks for a person before a link can follow', () => {
    expect(toConsequence('link', conflict, null)).toBe('Choose who Grace Hopper is.')
  })

  it('says that nobody here is touched otherwise', () => {
    expect(toConsequence('separate', conflict, null)).toContain('left alone')
    expect(toConsequence('ignore', conflict, null)).toContain('no account')
  })
})

describe('toOutcome', () => {
  it('tells when the decision takes effect', () => {
    expect(toOutcome('link', conflict)).toContain('at the next sync')
    expect(toOutcome('separate', conflict)).toContain('at the next sync')
    expect(toOutcome('ignore', conflict)).toContain('left out')
  })

  it('does not promise a sync where people are sent here', () => {
    const pushed = { ...conflict, connectionKind: 'scim' } as const
    expect(toOutcome('link', pushed)).toContain('at the next plan or request')
    expect(toConsequence('separate', pushed, null)).toMatch(/^The next plan or request/)
  })
})
