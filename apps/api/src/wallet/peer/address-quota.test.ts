import { describe, expect, it } from 'vitest'
import { blockOf, createAddressQuota } from './address-quota.ts'

describe('places for addresses', () => {
  it('are given up to a number, in all and for each, and given back once', () => {
    const quota = createAddressQuota({ total: 3, perAddress: 2 })
    const first = quota.enter('192.0.2.1')
    expect(quota.enter('192.0.2.1')).not.toBeNull()
    expect(quota.enter('192.0.2.1')).toBeNull()
    expect(quota.enter('192.0.2.2')).not.toBeNull()
    expect(quota.enter('192.0.2.3')).toBeNull()
    first?.()
    first?.()
    expect(quota.size).toBe(2)
    expect(quota.enter('192.0.2.1')).not.toBeNull()
    expect(quota.enter('192.0.2.3')).toBeNull()
  })

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:0:1::7', '2001:db8:0:1'],
    ['2001:0db8:0:1:ffff::', '2001:db8:0:1'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4'],
  ])('are those of a network for IPv6: %s is in %s', (address, block) => {
    expect(blockOf(address)).toBe(block)
  })
})
