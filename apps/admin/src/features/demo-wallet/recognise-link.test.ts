import { toPeerLink, toRelayLink } from '@rollcall/vaultysid'
import { expect, test } from 'vitest'
import { recogniseLink } from './recognise-link.ts'

const ORIGIN = 'http://127.0.0.1:4000'
const key = 'ab'.repeat(32)
const did = `did:vaultys:${'01'.repeat(20)}`
const walletUrl = 'https://wallet.example.org'
const peer = toPeerLink({ walletUrl, host: 'people.example.com', key, service: 'register', did })
const relay = toRelayLink({ walletUrl, relayUrl: 'https://people.example.com/wallet', key, phone: true })

test('a QR of the data channel is answered over the relay of the server that this page came from', () => {
  expect(recogniseLink(peer, ORIGIN)).toEqual({
    kind: 'request',
    key,
    relayUrl: 'http://127.0.0.1:4000/wallet',
    host: 'people.example.com',
    did,
    purpose: 'claim',
  })
})

test('a relay link names neither server nor purpose', () => {
  expect(recogniseLink(`  ${relay}\n`, ORIGIN)).toMatchObject({
    kind: 'request',
    key,
    relayUrl: 'http://127.0.0.1:4000/wallet',
    host: 'people.example.com',
    did: null,
    purpose: null,
  })
})

test('the address of this page with a request in it is read as well', () => {
  const fragment = new URLSearchParams({ for: 'login', link: relay })
  for (const mark of ['?', '#']) {
    const address = `https://people.example.com/demo/wallet${mark}${fragment.toString()}`
    expect(recogniseLink(address, ORIGIN)).toMatchObject({ kind: 'request', key, purpose: 'login' })
  }
})

test('a link from an email leads to its page', () => {
  expect(recogniseLink('https://people.example.com/claim/rc_abc-DEF?session=1', ORIGIN)).toEqual({
    kind: 'page',
    path: '/claim/rc_abc-DEF',
  })
  expect(recogniseLink('http://localhost:4000/invite/ri_x1', ORIGIN)).toEqual({
    kind: 'page',
    path: '/invite/ri_x1',
  })
})

test.each([
  '',
  'hello',
  'https://people.example.com/',
  `vaultys://peerjs?key=${key}`,
  'vaultys://register?url=x',
])('%j is nothing a wallet can answer', (text) => {
  expect(recogniseLink(text, ORIGIN)).toEqual({ kind: 'unknown' })
})
