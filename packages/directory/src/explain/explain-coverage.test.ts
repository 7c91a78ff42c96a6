import { expect, test } from 'vitest'
import { toCoverage } from './explain-coverage.ts'

const row = {
  id: '0199a1b0-6f3c-7d2a-9b1e-4c2f8a7d1e01',
  displayName: 'Contoso',
  includeNested: false,
  includeGuests: true,
  groups: [],
  lastFullAt: null,
}
const group = (name: string | null, id = 'id') => ({ id, name })

test('says whom a connection reads and when it last read all of them', () => {
  expect(toCoverage(row).text).toBe(
    'Contoso reads everyone in the directory, guests included. It has not been read completely yet.',
  )
  const lastFullAt = new Date('2026-11-20T08:30:59Z')
  expect(toCoverage({ ...row, groups: [group('Staff')], includeGuests: false, lastFullAt })).toMatchObject({
    text: 'Contoso reads the people in the group Staff, without the groups inside and without guests. It was last read completely on 2026-11-20 at 08:30 UTC.',
    lastFullAt: '2026-11-20T08:30:59.000Z',
  })
})

test('names three groups and counts the rest; a group without a name is known by its id', () => {
  const groups = [group('A'), group(null, 'b-id'), group('C'), group('D'), group('E')]
  expect(toCoverage({ ...row, groups, includeNested: true }).text).toContain(
    'the people in the groups A, b-id, C and 2 more, with the groups inside and guests included.',
  )
})
