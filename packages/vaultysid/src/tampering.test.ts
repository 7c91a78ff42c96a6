import { equalBytes } from '@noble/curves/utils.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerInit } from './answer-init.ts'
import type { Algorithm } from './algorithms.ts'
import { parseCertificate } from './certificate.ts'
import { checkComplete } from './check-complete.ts'
import { codeOf } from './testing/expect-code.ts'
import { bytes, NOW, sampleExchange, sampleWallet, type SampleExchange } from './testing/sample-exchange.ts'
import { verifyCertificate } from './verify-certificate.ts'
import { writeCertificate } from './write-certificate.ts'

const VERSIONS = [0, 1] as const

function flip(message: Uint8Array, bit: number): Uint8Array {
  const damaged = Uint8Array.from(message)
  damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return damaged
}

/** A damaged message may be taken only when it says the very same, in other words of the format. */
function isTakenWrongly({ server, step1, complete }: SampleExchange, bit: number): boolean {
  const message = flip(complete, bit)
  if (codeOf(() => checkComplete({ server, step1, message, now: NOW })) !== 'ok') return false
  return !equalBytes(writeCertificate(parseCertificate(message)), complete)
}

/** Every bit but those of the signatures, of whose bytes one bit each stands for the others. */
function bitsOf({ complete }: SampleExchange): number[] {
  const { sign1, sign2 } = parseCertificate(complete)
  const signed = [sign1, sign2].map((signature) => {
    const { length } = signature ?? new Uint8Array()
    const start = complete.findIndex((_, at) =>
      equalBytes(complete.subarray(at, at + length), signature ?? new Uint8Array()),
    )
    return { start, end: start + length }
  })
  return Array.from({ length: complete.length * 8 }, (_, bit) => bit).filter((bit) => {
    const at = bit >> 3
    return (bit & 7) === (at & 7) || !signed.some(({ start, end }) => at >= start && at < end)
  })
}

describe.each(VERSIONS)('of version %i', (version) => {
  test('no bit of an Ed25519 exchange can be changed', () => {
    const sample = sampleExchange({ version, metadata: { name: 'Zoë' } })
    const bits = bitsOf(sample)
    expect(bits.length).toBeGreaterThan(2000)
    expect(bits.filter((bit) => isTakenWrongly(sample, bit))).toEqual([])
  })

  test.each<[Algorithm, number]>([
    ['fido2-es256', 300],
    ['fido2-eddsa', 200],
    ['hybrid', 60],
    ['mldsa87', 40],
    ['fido2-mldsa87', 40],
  ])('bits of an exchange with %s cannot be changed', (algorithm, numRuns) => {
    const sample = sampleExchange({ version, wallet: sampleWallet(algorithm) })
    fc.assert(
      fc.property(fc.nat(sample.complete.length * 8 - 1), (bit) => !isTakenWrongly(sample, bit)),
      { numRuns },
    )
  })

  test('any bytes are taken or refused, and nothing else happens', () => {
    const { server, init, step1, complete } = sampleExchange({ version })
    const edit = fc.record({ at: fc.nat(), byte: fc.nat(255), cut: fc.nat() })
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), edit, (noise, { at, byte, cut }) => {
        const damaged = [init, step1, complete].map((message) => {
          const copy = Uint8Array.from(message)
          copy[at % copy.length] = byte
          return cut % 4 === 0 ? copy.subarray(0, cut % copy.length) : copy
        })
        for (const message of [noise, ...damaged]) {
          codeOf(() => answerInit({ server, message, now: NOW, nonce: bytes(16, 4) }))
          codeOf(() => checkComplete({ server, step1, message, now: NOW }))
          codeOf(() => verifyCertificate(message))
        }
      }),
      { numRuns: 150 },
    )
  })
})
