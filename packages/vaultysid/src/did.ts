import { sha224 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { toVersion, type WalletIdentity } from './identity.ts'

/** The DID of the identity as it stands; it differs between versions. */
export function toDid(identity: WalletIdentity): string {
  return `did:vaultys:${toDigits(identity)}`
}

/** The DID at version 1, whatever version the wallet spoke: the only one that is stored or compared. */
export function toAccountDid(identity: WalletIdentity): string {
  return toDid(toVersion(identity, 1))
}

/** What a person compares with the wallet: ten groups of four hex digits, upper case, of the identity as it stands. */
export function toFingerprint(identity: WalletIdentity): string {
  return toDigits(identity)
    .toUpperCase()
    .replace(/.{4}(?=.)/g, '$& ')
}

/** 40 hex digits: the type and the first 19 bytes of the hash over what follows it. */
function toDigits({ id }: WalletIdentity): string {
  return (bytesToHex(id.subarray(0, 1)) + bytesToHex(sha224(id.subarray(1)))).slice(0, 40)
}
