import { describe, expect, test } from 'vitest'
import { answerInit } from '../answer-init.ts'
import { toRelayToken } from '../channel-names.ts'
import { checkComplete } from '../check-complete.ts'
import { toAccountDid } from '../did.ts'
import { openFrame, sealFrame } from '../frame.ts'
import { toPeerLink, toRelayLink } from '../link.ts'
import { bytes, NOW, sampleServer, sampleWallet } from '../testing/sample-exchange.ts'
import { runRelayExchange, type RelayFetch } from './relay-exchange.ts'

const KEY = '3c'.repeat(32)
const server = sampleServer()
const did = toAccountDid(server.identity)
const wallet = sampleWallet('fido2-es256')
const link = toRelayLink({
  walletUrl: 'https://wallet.example',
  relayUrl: 'https://a.example/wallet/',
  key: KEY,
})

/** A relay that answers as a server does, and keeps whom it let in. */
function relay(): { fetch: RelayFetch; dids: string[]; urls: string[] } {
  const dids: string[] = []
  const urls: string[] = []
  let step1: Uint8Array | undefined
  const fetch: RelayFetch = async (url, { body }) => {
    urls.push(url)
    let message = openFrame({ key: KEY, frame: body })
    if (step1) dids.push(checkComplete({ server, step1, message, now: NOW }).did)
    else message = step1 = answerInit({ server, message, now: NOW, nonce: bytes(16, 4) }).step1
    return replyWith(sealFrame({ key: KEY, message, nonce: bytes(24, 5) }))
  }
  return { fetch, dids, urls }
}

function replyWith(text: string, status = 200) {
  return { ok: status === 200, status, text: () => Promise.resolve(text) }
}

const call = { link, wallet, now: () => NOW, randomBytes: (length: number) => bytes(length, 6) }

describe('over a relay', () => {
  test.each([0, 1] as const)('a wallet of version %i is let in after two posts', async (version) => {
    const { fetch, dids, urls } = relay()
    expect(await runRelayExchange({ ...call, fetch, version, did })).toEqual({ serverDid: did })
    expect(dids).toEqual([toAccountDid(wallet.identity)])
    const address = `https://a.example/wallet/${toRelayToken(KEY)}`
    expect(urls).toEqual([address, address])
  })

  test('a refusal ends the exchange', async () => {
    const fetch: RelayFetch = () => Promise.resolve(replyWith('AA=='))
    await expect(runRelayExchange({ ...call, fetch })).rejects.toMatchObject({ code: 'session-closed' })
  })

  test('an answer that does not open ends the exchange', async () => {
    const fetch: RelayFetch = () => Promise.resolve(replyWith('<html>'))
    await expect(runRelayExchange({ ...call, fetch })).rejects.toMatchObject({ code: 'decrypt-failed' })
  })

  test('a page of a proxy is not an answer', async () => {
    const fetch: RelayFetch = () => Promise.resolve(replyWith('Bad gateway', 502))
    await expect(runRelayExchange({ ...call, fetch })).rejects.toThrow('status 502')
  })

  test('another server is not trusted', async () => {
    const { fetch } = relay()
    const other = toAccountDid(sampleServer(9).identity)
    await expect(runRelayExchange({ ...call, fetch, did: other })).rejects.toMatchObject({
      code: 'pk2-changed',
    })
  })

  test('an end without the echo is no success', async () => {
    const { fetch } = relay()
    let first: Awaited<ReturnType<RelayFetch>> | undefined
    const forgetful: RelayFetch = async (url, request) => (first ??= await fetch(url, request))
    await expect(runRelayExchange({ ...call, fetch: forgetful })).rejects.toMatchObject({
      code: 'unexpected-state',
    })
  })

  test('a link of a peer is none of a relay', async () => {
    const peer = toPeerLink({
      walletUrl: 'https://wallet.example',
      host: 'h.example',
      key: KEY,
      service: 'auth',
      did,
    })
    const { fetch } = relay()
    await expect(runRelayExchange({ ...call, fetch, link: peer })).rejects.toMatchObject({
      code: 'malformed',
    })
  })
})
