import { ScimError } from '@rollcall/scim'

/** Too many requests at once. */
export class RateLimited extends ScimError {
  readonly retryAfterSeconds: number

  constructor(seconds: number) {
    const wait = seconds === 1 ? '1 second' : `${seconds} seconds`
    super(429, null, `Too many requests. Try again in ${wait}.`)
    this.retryAfterSeconds = seconds
  }
}
