import { checkFrame } from './check-frame.ts'
import { checkIdentity } from './check-identity.ts'
import { checkNegative } from './check-negative.ts'
import { checkSignature } from './check-signature.ts'
import { checkTranscript } from './check-transcript.ts'
import { Mismatch, toEntry, type VectorEntry } from './vector-entry.ts'

const CHECKS = {
  identities: checkIdentity,
  signatures: checkSignature,
  transcripts: checkTranscript,
  negatives: checkNegative,
  frames: checkFrame,
} satisfies Record<string, (entry: VectorEntry) => void>

export type VectorKind = keyof typeof CHECKS

/** Each is a file `<kind>.json` that holds an array of the same name. */
export const VECTOR_KINDS = ['identities', 'signatures', 'transcripts', 'negatives', 'frames'] as const

export interface VectorResult {
  readonly kind: VectorKind
  readonly name: string
  /** What went wrong; null when the vector passed. */
  readonly failure: string | null
}

/** Runs the parsed contents of one file. Throws Mismatch when it does not have the shape of one. */
export function runVectors(kind: VectorKind, file: unknown): VectorResult[] {
  const entries: unknown = toEntry(file)[kind]
  if (!Array.isArray(entries)) throw new Mismatch(`The file has no array "${kind}".`)
  return entries.map((value: unknown, index) => {
    const entry = toEntry(value)
    const { name, version } = entry
    const label = `${typeof name === 'string' ? name : String(index)}${kind === 'identities' ? ` v${String(version)}` : ''}`
    return { kind, name: label, failure: failureOf(() => CHECKS[kind](entry)) }
  })
}

/** Any error fails the vector: what the decoders throw is part of what is checked. */
function failureOf(check: () => void): string | null {
  try {
    check()
    return null
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  }
}
