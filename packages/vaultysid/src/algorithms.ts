/** Keys in software (types 0 to 2), and keys in an authenticator (types 3 and 4). */
export type SoftwareAlgorithm = 'ed25519' | 'mldsa87' | 'hybrid'
export type AuthenticatorAlgorithm = 'fido2-es256' | 'fido2-eddsa' | 'fido2-mldsa87'
export type Algorithm = SoftwareAlgorithm | AuthenticatorAlgorithm

export interface SigningKey {
  readonly algorithm: Algorithm
  readonly signingKey: Uint8Array
}

export const ED25519_KEY_BYTES = 32
export const ED25519_SIGNATURE_BYTES = 64
export const MLDSA87_KEY_BYTES = 2592
export const MLDSA87_SIGNATURE_BYTES = 4627

/** The public keys of one algorithm each that `signingKey` is made of. */
export function keyParts({ algorithm, signingKey }: SigningKey): readonly Uint8Array[] {
  if (algorithm !== 'hybrid') return [signingKey]
  return [signingKey.subarray(0, ED25519_KEY_BYTES), signingKey.subarray(ED25519_KEY_BYTES)]
}
