export type SignInCode = {
  tenantId: string
  clientId: string
  userId: string
  redirectUri: string
  codeChallenge: string | undefined
  nonce: string | undefined
  scope: string
  /** Milliseconds on the emulator's clock. */
  expiresAt: number
}

/** Authorization codes that wait to be redeemed, each good once. */
export class SignInCodes {
  #codes = new Map<string, SignInCode>()

  keep(code: string, meaning: SignInCode): void {
    this.#codes.set(code, meaning)
  }

  redeem(code: string, now: number): SignInCode | undefined {
    const meaning = this.#codes.get(code)
    this.#codes.delete(code)
    return meaning !== undefined && meaning.expiresAt > now ? meaning : undefined
  }
}
