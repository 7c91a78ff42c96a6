export interface TokenTimes {
  readonly name: string
  readonly expiresAt: Date | null
  readonly lastUsedAt: Date | null
}

export interface TokenStand<Token extends TokenTimes> {
  /** How many open the connection. */
  readonly live: number
  /** Of those, the one the client came in with last; before its first call, the one that ends last. */
  readonly inUse: Token | null
  /** When none opens it: the one that ended last, unless every one was revoked. */
  readonly ended: Token | null
}

/** How the tokens of a connection stand that nobody has revoked. Pure. */
export function toTokenStand<Token extends TokenTimes>(
  tokens: readonly Token[],
  now: Date,
): TokenStand<Token> {
  const live = tokens.filter((token) => endOf(token) > now.getTime())
  const used = live.filter((token) => token.lastUsedAt !== null)
  const inUse = used.length > 0 ? latest(used, usedAt) : latest(live, endOf)
  return { live: live.length, inUse, ended: live.length === 0 ? latest(tokens, endOf) : null }
}

function endOf({ expiresAt }: TokenTimes): number {
  return expiresAt?.getTime() ?? Number.POSITIVE_INFINITY
}

function usedAt({ lastUsedAt }: TokenTimes): number {
  return lastUsedAt?.getTime() ?? 0
}

function latest<Token>(tokens: readonly Token[], at: (token: Token) => number): Token | null {
  return tokens.toSorted((a, b) => at(b) - at(a))[0] ?? null
}
