import { expect, test } from 'vitest'
import { toNextName } from './wallet-store.ts'

test('a new wallet gets a name that none has', () => {
  expect(toNextName([])).toBe('Wallet 1')
  expect(toNextName([{ name: 'Wallet 1' }, { name: 'Wallet 4' }])).toBe('Wallet 5')
  expect(toNextName([{ name: 'Renamed' }])).toBe('Wallet 1')
})
