import { hash, verify } from '@node-rs/argon2'

/** OWASP Password Storage Cheat Sheet: argon2id (the library's default) with 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Hash, with the same parameters, of a random password that was thrown away: comparing with it costs as much. */
const DECOY =
  '$argon2id$v=19$m=19456,t=2,p=1$3ywXM64VJ9yPPjeYxIe0RQ$VxVGGAvhGTJjpfJ27+T2vEhiMCeDz29vDs/mkwTG/68'

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), PARAMETERS)
}

/** False for a wrong password and, after the same work, when there is no hash to compare with. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? DECOY, password.normalize('NFC'))
  return stored !== null && matches
}
