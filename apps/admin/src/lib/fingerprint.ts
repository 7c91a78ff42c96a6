const DID = /^did:vaultys:([0-9a-f]{40})$/

/** What wallets show of a DID for comparing: its 40 digits in groups of four; null for anything but such a DID. */
export function toFingerprint(did: string | null): string | null {
  const digits = DID.exec(did ?? '')?.[1]
  return digits?.toUpperCase().match(/.{4}/g)?.join(' ') ?? null
}
