import { bytesToHex } from '@noble/hashes/utils.js'
import { answerInit } from '../answer-init.ts'
import { asComplete, asStep1, parseCertificate } from '../certificate.ts'
import { checkComplete } from '../check-complete.ts'
import { toAccountDid } from '../did.ts'
import { parseSide, verifySide } from '../exchange-checks.ts'
import { ProtocolError } from '../protocol-error.ts'
import { toDigest } from '../signature.ts'
import { identityFromSecret, type SigningIdentity } from '../signing-identity.ts'
import { verifyCertificate } from '../verify-certificate.ts'
import { writeCertificate, writeUnsigned } from '../write-certificate.ts'
import { bytesOf, expectSame, has, Mismatch, numberOf, textOf, type VectorEntry } from './vector-entry.ts'

/** A whole exchange gives the same bytes at each step, and ends with the wallet's DID. */
export function checkTranscript(entry: VectorEntry): void {
  const outcome = run(() => checkExchange(entry))
  expectSame('exchange', outcome, entry['expected'] ?? 'accept')
}

function run(exchange: () => void): 'accept' | 'reject' {
  try {
    exchange()
    return 'accept'
  } catch (error) {
    if (error instanceof ProtocolError) return 'reject'
    throw error
  }
}

function checkExchange(entry: VectorEntry): void {
  const server = identityFromSecret(bytesOf(entry, 'serverSecret'))
  if (has(entry, 'serverDidV1')) {
    expectSame('DID of the server', toAccountDid(server.identity), textOf(entry, 'serverDidV1'))
  }
  for (const name of ['init', 'step1', 'complete']) {
    const written = writeCertificate(parseCertificate(bytesOf(entry, name)))
    expectSame(`${name} written again`, bytesToHex(written), textOf(entry, name))
  }
  checkAnswer(server, entry)
  checkEnd(server, entry)
}

/** Servers do not send metadata, so an answer that has some is taken as given; random signatures are verified. */
function checkAnswer(server: SigningIdentity, entry: VectorEntry): void {
  const answer = answerInit({
    server,
    message: bytesOf(entry, 'init'),
    now: numberOf(entry, 'timestamp'),
    nonce: bytesOf(entry, 'serverNonce'),
  })
  expectSame('DID that was announced', toAccountDid(answer.wallet), textOf(entry, 'walletDidV1'))
  if (has(entry, 'serverMetadata')) return
  if (server.identity.algorithm === 'ed25519') {
    expectSame('step1', bytesToHex(answer.step1), textOf(entry, 'step1'))
    return
  }
  const given = asStep1(parseCertificate(bytesOf(entry, 'step1')))
  const ours = asStep1(parseCertificate(answer.step1))
  if (!given || !ours) throw new Mismatch('step1 is no answer.')
  expectSame('unsigned step1', bytesToHex(writeUnsigned(ours)), bytesToHex(writeUnsigned(given)))
  const identity = parseSide(ours.pk2, ours)
  const call = { identity, unsigned: writeUnsigned(ours), signature: ours.sign2 }
  expectSame('sign2 of our answer', verifySide(call), true)
}

function checkEnd(server: SigningIdentity, entry: VectorEntry): void {
  const message = bytesOf(entry, 'complete')
  const complete = asComplete(parseCertificate(message))
  if (!complete) throw new Mismatch('complete is not complete.')
  const unsigned = writeUnsigned(complete)
  const fields: readonly [string, Uint8Array][] = [
    ['unsigned', unsigned],
    ['digest', toDigest(unsigned)],
    ['pk1', complete.pk1],
    ['pk2', complete.pk2],
    ['sign1', complete.sign1],
    ['sign2', complete.sign2],
  ]
  for (const [name, value] of fields) {
    if (has(entry, name)) expectSame(name, bytesToHex(value), textOf(entry, name))
  }
  const now = numberOf(entry, 'timestamp')
  const end = checkComplete({ server, step1: bytesOf(entry, 'step1'), message, now })
  expectSame('DID', end.did, textOf(entry, 'walletDidV1'))
  const { wallet, timestamp } = verifyCertificate(end.certificate)
  expectSame('DID in the stored certificate', toAccountDid(wallet), end.did)
  expectSame('time in the stored certificate', timestamp, now)
}
