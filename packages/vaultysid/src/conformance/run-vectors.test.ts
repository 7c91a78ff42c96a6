import { describe, expect, test } from 'vitest'
import frames from '../../vectors/frames.json' with { type: 'json' }
import identities from '../../vectors/identities.json' with { type: 'json' }
import negatives from '../../vectors/negatives.json' with { type: 'json' }
import signatures from '../../vectors/signatures.json' with { type: 'json' }
import transcripts from '../../vectors/transcripts.json' with { type: 'json' }
import { outcomeOf } from './check-negative.ts'
import { runVectors, VECTOR_KINDS, type VectorKind } from './run-vectors.ts'

const FILES: Record<VectorKind, unknown> = { identities, signatures, transcripts, negatives, frames }

describe('the vectors pass', () => {
  test.each(VECTOR_KINDS)('%s', (kind) => {
    const results = runVectors(kind, FILES[kind])
    expect(results.filter(({ failure }) => failure !== null)).toEqual([])
    expect(results.length).toBeGreaterThan(7)
  })

  test.each(negatives.negatives)('$name is judged by the check it is for', (entry) => {
    const outcome = outcomeOf(entry)
    expect(outcome).toBe(entry.expected === 'accept' ? 'ok' : entry.reason)
  })
})

describe('a vector that asks for something else fails', () => {
  const first = {
    identities: identities.identities[0],
    transcripts: transcripts.transcripts[0],
    frames: frames.frames[0],
  }
  const turned = (expected: unknown) =>
    typeof expected === 'boolean' ? !expected : expected === 'accept' ? 'reject' : 'accept'

  test.each([
    ['signatures', signatures.signatures],
    ['transcripts', transcripts.transcripts],
    ['negatives', negatives.negatives],
    ['frames', frames.frames],
  ] as const)('%s with the other outcome', (kind, entries) => {
    const file = {
      [kind]: entries.slice(0, 20).map((entry) => ({ ...entry, expected: turned(entry.expected) })),
    }
    expect(runVectors(kind, file).every(({ failure }) => failure !== null)).toBe(true)
  })

  test.each<[VectorKind, Record<string, unknown>]>([
    ['identities', { didV1: 'did:vaultys:00' }],
    ['identities', { fingerprint: '00' }],
    ['identities', { signingPublicKey: '00' }],
    ['identities', { entropy: '00'.repeat(32) }],
    ['identities', { idLength: 78 }],
    ['transcripts', { unsigned: '00' }],
    ['transcripts', { digest: '00' }],
    ['transcripts', { walletDidV1: 'did:vaultys:01' }],
    ['transcripts', { serverNonce: '00'.repeat(16) }],
    ['frames', { initiatorPeerId: '00' }],
    ['frames', { registrationToken: '00' }],
    ['frames', { plaintext: '00' }],
    ['frames', { nonce: '00'.repeat(24) }],
  ])('%s with %j', (kind, change) => {
    const entry = kind === 'identities' || kind === 'transcripts' ? first[kind] : first.frames
    expect(runVectors(kind, { [kind]: [entry] })[0]?.failure).toBeNull()
    expect(runVectors(kind, { [kind]: [{ ...entry, ...change }] })[0]?.failure).toMatch(/^Mismatch: /)
  })

  test('a file of another shape is said to be one', () => {
    expect(() => runVectors('frames', { identities: [] })).toThrow('no array "frames"')
    expect(() => runVectors('frames', null)).toThrow('no object')
    expect(runVectors('frames', { frames: [{}] })[0]?.failure).toMatch(/key is no text/)
  })
})
