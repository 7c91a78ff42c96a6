import { isIPv6 } from 'node:net'

export interface AddressQuota {
  /** Takes a place for this address and answers with what gives it back; null when there is none. */
  enter(address: string): (() => void) | null
  readonly size: number
}

/** How many may be inside at the same time, in all and from one address. Whoever has IPv6 has a whole network of them. */
export function createAddressQuota(most: { total: number; perAddress: number }): AddressQuota {
  const inside = new Map<string, number>()
  let size = 0
  return {
    get size() {
      return size
    },
    enter(address) {
      const block = blockOf(address)
      const before = inside.get(block) ?? 0
      if (size >= most.total || before >= most.perAddress) return null
      inside.set(block, before + 1)
      size += 1
      let here = true
      return () => {
        if (!here) return
        here = false
        size -= 1
        const left = (inside.get(block) ?? 1) - 1
        if (left === 0) inside.delete(block)
        else inside.set(block, left)
      }
    },
  }
}

/** The network of 64 bits that an IPv6 address belongs to; other addresses stand for themselves. */
export function blockOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1]
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const groups = head === '' ? [] : head.split(':')
  const behind = tail === undefined || tail === '' ? 0 : tail.split(':').length
  const zeros = tail === undefined ? 0 : 8 - groups.length - behind
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...(tail ? tail.split(':') : [])]
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
