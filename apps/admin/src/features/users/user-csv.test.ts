import { realmId, userId, type UserView } from '@rollcall/vocabulary'
import { describe, expect, it } from 'vitest'
import { toCsvHeader, toCsvRows } from './user-csv.ts'

const ada: UserView = {
  id: userId.parse('01890a5d-ac96-774b-bcce-b302099a8057'),
  did: null,
  name: 'Lovelace, "Ada"',
  email: 'ada@example.com',
  role: 'member',
  status: 'active',
  description: 'Two\nlines',
  entraId: null,
  claimedAt: null,
  registeredAt: null,
  jobTitle: '=HYPERLINK("http://evil")',
  department: null,
  leftAt: null,
  createdAt: '2026-01-02T03:04:05.000Z',
  updatedAt: '2026-01-02T03:04:05.000Z',
  realms: [
    {
      id: realmId.parse('01890a5d-ac96-774b-bcce-b302099a8058'),
      name: 'Sales',
      slug: 'sales',
      color: 'teal',
    },
    {
      id: realmId.parse('01890a5d-ac96-774b-bcce-b302099a8059'),
      name: 'Legal',
      slug: 'legal',
      color: 'pink',
    },
  ],
}

describe('toCsvRows', () => {
  it('quotes what a cell may not hold bare', () => {
    const row = toCsvRows([ada])
    expect(row).toContain('"Lovelace, ""Ada"""')
    expect(row).toContain('"Two\nlines"')
    expect(row).toContain('Sales; Legal')
    expect(row.endsWith('\r\n')).toBe(true)
  })

  it('disarms formulas', () => {
    expect(toCsvRows([ada])).toContain(`"'=HYPERLINK(""http://evil"")"`)
  })

  it('has as many cells as the header', () => {
    const plain = { ...ada, name: 'Ada', description: null, jobTitle: null }
    expect(toCsvRows([plain]).trim().split(',')).toHaveLength(toCsvHeader().trim().split(',').length)
  })
})
