import { bytesToHex } from '@noble/hashes/utils.js'
import { toInitiatorPeerId, toReceiverPeerId, toRelayToken } from '../channel-names.ts'
import { openFrame, sealFrame } from '../frame.ts'
import { parseLink, toPeerLink } from '../link.ts'
import { ProtocolError } from '../protocol-error.ts'
import { bytesOf, expectSame, has, textOf, type VectorEntry } from './vector-entry.ts'

/** A frame opens to its message and is sealed to itself; the names and the link of its key are derived. */
export function checkFrame(entry: VectorEntry): void {
  const key = textOf(entry, 'key')
  const opened = openOrNothing(key, textOf(entry, 'frame'))
  expectSame('frame', opened ? 'accept' : 'reject', entry['expected'] ?? 'accept')
  if (opened && has(entry, 'plaintext')) {
    expectSame('message', bytesToHex(opened), textOf(entry, 'plaintext'))
  }
  if (has(entry, 'plaintext') && has(entry, 'nonce')) {
    const sealed = sealFrame({ key, message: bytesOf(entry, 'plaintext'), nonce: bytesOf(entry, 'nonce') })
    expectSame('frame written again', sealed, textOf(entry, 'frame'))
  }
  checkNames(key, entry)
  if (has(entry, 'qr')) checkLink(textOf(entry, 'qr'), key)
}

function openOrNothing(key: string, frame: string): Uint8Array | undefined {
  try {
    return openFrame({ key, frame })
  } catch (error) {
    if (error instanceof ProtocolError) return undefined
    throw error
  }
}

function checkNames(key: string, entry: VectorEntry): void {
  const names: readonly [string, string][] = [
    ['initiatorPeerId', toInitiatorPeerId(key)],
    ['receiverPeerId', toReceiverPeerId(key)],
    ['registrationToken', toRelayToken(key)],
  ]
  for (const [name, value] of names) {
    if (has(entry, name)) expectSame(name, value, textOf(entry, name))
  }
}

function checkLink(text: string, key: string): void {
  const link = parseLink(text)
  expectSame('key in the link', link.key, key)
  if (link.kind !== 'peer') return
  const walletUrl = text.slice(0, text.indexOf('#'))
  expectSame('link written again', toPeerLink({ ...link, walletUrl }), text)
}
