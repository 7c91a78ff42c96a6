import { bytesToHex } from '@noble/hashes/utils.js'
import type { Algorithm, SoftwareAlgorithm } from '../algorithms.ts'
import { toAccountDid, toDid, toFingerprint } from '../did.ts'
import { parseIdentity, toVersion, type WalletIdentity } from '../identity.ts'
import { identityFromEntropy, identityFromSecret, type SigningIdentity } from '../signing-identity.ts'
import { identityOfSecret, readAuthenticatorSecret } from '../wallet/authenticator-secret.ts'
import { bytesOf, expectSame, has, Mismatch, numberOf, textOf, type VectorEntry } from './vector-entry.ts'

const SOFTWARE_NAMES: ReadonlyMap<string, SoftwareAlgorithm> = new Map([
  ['ed25519', 'ed25519'],
  ['ml-dsa-87', 'mldsa87'],
  ['ed25519+ml-dsa-87', 'hybrid'],
])
const AUTHENTICATOR_NAMES: ReadonlyMap<string, Algorithm> = new Map([
  ['es256', 'fido2-es256'],
  ['eddsa', 'fido2-eddsa'],
  ['ml-dsa-87', 'fido2-mldsa87'],
])

/** An id is read, named and written as the vector says, and comes out of its entropy and its secret. */
export function checkIdentity(entry: VectorEntry): void {
  const identity = parseIdentity(bytesOf(entry, 'id'))
  const inSoftware = textOf(entry, 'kind') === 'software'
  const names = inSoftware ? SOFTWARE_NAMES : AUTHENTICATOR_NAMES
  expectSame('type', identity.type, numberOf(entry, 'type'))
  expectSame('version', identity.version, numberOf(entry, 'version'))
  const algorithm = names.get(textOf(entry, 'alg'))
  if (algorithm) expectSame('algorithm', identity.algorithm, algorithm)
  if (has(entry, 'idLength')) expectSame('length of id', identity.id.length, numberOf(entry, 'idLength'))
  expectSame('did', toDid(identity), textOf(entry, 'did'))
  expectSame('DID at version 1', toAccountDid(identity), textOf(entry, 'didV1'))
  expectSame('fingerprint', toFingerprint(identity), textOf(entry, 'fingerprint'))
  checkKeys(identity, entry)
  checkSpelling(identity)
  if (inSoftware) checkSoftwareSecret(identity, entry)
  else if (has(entry, 'secret')) checkAuthenticatorSecret(identity, entry)
}

function checkKeys(identity: WalletIdentity, entry: VectorEntry): void {
  const keys: readonly [string, Uint8Array | undefined][] = [
    ['signingPublicKey', identity.signingKey],
    ['encryptionPublicKey', identity.encryptionKey],
    ['coseKey', identity.coseKey],
  ]
  for (const [name, key] of keys) {
    if (has(entry, name)) expectSame(name, key && bytesToHex(key), textOf(entry, name))
  }
}

/** Version 0 has no room for the post-quantum key of a security key, so that one is not taken there. */
function checkSpelling(identity: WalletIdentity): void {
  const id = bytesToHex(identity.id)
  expectSame('id written again', bytesToHex(toVersion(identity, identity.version).id), id)
  if (identity.type === 3 && identity.algorithm === 'fido2-mldsa87') return
  const there = toVersion(identity, identity.version === 0 ? 1 : 0)
  expectSame('id at the other version', parseIdentity(there.id).version, there.version)
  expectSame('id there and back', bytesToHex(toVersion(there, identity.version).id), id)
}

function checkSoftwareSecret(identity: WalletIdentity, entry: VectorEntry): void {
  const { version } = identity
  const { type, algorithm } = identity
  const restored: SigningIdentity[] = []
  if (has(entry, 'secret')) restored.push(identityFromSecret(bytesOf(entry, 'secret')))
  if (has(entry, 'entropy')) {
    const known = type === 0 || type === 1 || type === 2
    if (!known || !isSoftware(algorithm))
      throw new Mismatch('The vector has entropy, but no key in software.')
    const options = { type, algorithm, version, entropy: bytesOf(entry, 'entropy') }
    restored.push(identityFromEntropy(options))
  }
  for (const signer of restored) {
    expectSame('id of the secret', bytesToHex(signer.identity.id), textOf(entry, 'id'))
    if (has(entry, 'secret')) expectSame('secret', bytesToHex(signer.secret), textOf(entry, 'secret'))
  }
}

function checkAuthenticatorSecret(identity: WalletIdentity, entry: VectorEntry): void {
  const secret = readAuthenticatorSecret(bytesOf(entry, 'secret'))
  expectSame('id of the secret', bytesToHex(identityOfSecret(secret).id), bytesToHex(identity.id))
  if (has(entry, 'credentialId')) {
    expectSame('credentialId', bytesToHex(secret.credentialId), textOf(entry, 'credentialId'))
  }
}

function isSoftware(algorithm: Algorithm): algorithm is SoftwareAlgorithm {
  return algorithm === 'ed25519' || algorithm === 'mldsa87' || algorithm === 'hybrid'
}
