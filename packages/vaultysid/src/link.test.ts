import { bytesToHex } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseLink, toPeerLink, toRelayLink } from './link.ts'
import { codeOf, expectCode } from './testing/expect-code.ts'

const KEY = '0123456789abcdef'.repeat(4)
const DID = `did:vaultys:00${'ab'.repeat(19)}`
const WALLET = 'https://wallet.example'

describe('a link', () => {
  test('of a peer is what wallets expect', () => {
    const link = toPeerLink({
      walletUrl: `${WALLET}/`,
      host: 'rollcall.example',
      key: KEY,
      service: 'register',
      did: DID,
    })
    expect(link).toBe(
      `${WALLET}/#vaultys://peerjs?key=${KEY}&host=rollcall.example&protocol=p2p&service=register` +
        `&did=did%3Avaultys%3A00${'ab'.repeat(19)}`,
    )
  })

  test('of a relay is encoded twice', () => {
    const link = toRelayLink({
      walletUrl: WALLET,
      relayUrl: 'https://a.example/wallet',
      key: KEY,
      phone: true,
    })
    expect(link).toBe(
      `${WALLET}#vaultys%3A%2F%2Fregister%3Furl%3Dhttps%253A%252F%252Fa.example%252Fwallet%26key%3D${KEY}%26phone%3Dtrue`,
    )
  })

  test('is read back, with the wallet in front or without', () => {
    const hex = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytesToHex)
    const peer = fc.record({
      key: hex,
      host: fc.domain(),
      service: fc.constantFrom('auth' as const, 'register' as const),
      did: hex.map((text) => `did:vaultys:${text.slice(0, 40)}`),
    })
    fc.assert(
      fc.property(peer, (call) => {
        const link = toPeerLink({ ...call, walletUrl: WALLET })
        expect(parseLink(link)).toEqual({ kind: 'peer', ...call })
        expect(parseLink(link.slice(link.indexOf('#') + 1))).toEqual({ kind: 'peer', ...call })
      }),
    )
    const relay = fc.record({ key: hex, url: fc.webUrl({ withQueryParameters: true }), phone: fc.boolean() })
    fc.assert(
      fc.property(relay, ({ key, url, phone }) => {
        const link = toRelayLink({ walletUrl: WALLET, relayUrl: url, key, phone })
        expect(parseLink(link)).toEqual({ kind: 'relay', key, url, phone })
        expect(parseLink(decodeURIComponent(link.slice(link.indexOf('#') + 1)))).toEqual({
          kind: 'relay',
          key,
          url,
          phone,
        })
      }),
      { numRuns: 30 },
    )
  })

  const peer = `vaultys://peerjs?key=${KEY}&host=h.example&protocol=p2p&service=auth&did=${DID}`
  test.each([
    ['nothing', ''],
    ['another address', 'https://example.com/'],
    ['another scheme', peer.replace('vaultys:', 'https:')],
    ['another action', peer.replace('peerjs', 'transfer')],
    ['a short key', peer.replace(KEY, KEY.slice(1))],
    ['a key in upper case', peer.replace(KEY, KEY.toUpperCase())],
    ['no host', peer.replace('h.example', '')],
    ['another protocol', peer.replace('p2p', 'x')],
    ['another service', peer.replace('auth', 'sign')],
    ['no server', peer.replace(DID, '')],
    ['a relay that is no address', `vaultys://register?url=nowhere&key=${KEY}`],
    ['a relay that is a script', `vaultys://register?url=javascript:alert(1)&key=${KEY}`],
    ['broken encoding', `${WALLET}#vaultys%3A%2F%2Fregister%3Furl%`],
  ])('with %s is refused', (_, text) => {
    expectCode(() => parseLink(text), 'malformed')
  })

  test('any text is a link or `malformed`', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const input of [text, `#${text}`, `vaultys://register?${text}`]) {
          expect(['ok', 'malformed']).toContain(codeOf(() => parseLink(input)))
        }
      }),
    )
  })
})
