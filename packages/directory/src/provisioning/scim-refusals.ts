import { isTooLongForIndex, isUserNameTaken } from '@rollcall/db'
import { invalidValue, matchesEtag, ScimError, toWeakEtag } from '@rollcall/scim'

/** An answer of 429: the client is to come again after some seconds. Nothing was written. */
export class ScimBusy extends ScimError {
  readonly retryAfterSeconds: number

  constructor(retryAfterSeconds: number, detail: string) {
    super(429, null, detail)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** Someone has to stay in charge, so the request is refused; what else follows is up to whoever catches it. */
export class LastOwnerRefused extends ScimError {
  readonly userId: string

  constructor(userId: string) {
    super(
      409,
      null,
      'This person is the last active owner, who is never disabled. Make someone else an owner in Rollcall first; the next cycle then takes this one out.',
    )
    this.userId = userId
  }
}

const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** Whether a text can be the id of a resource at all. */
export function isResourceId(id: string): boolean {
  return ID.test(id)
}

export function unknownUser(): ScimError {
  return new ScimError(404, null, 'There is no User of this id on this connection.')
}

/** Throws 412 when the client asked for a version that is not the present one. */
export function requireVersion(ifMatch: string | null, version: number): void {
  if (ifMatch === null || matchesEtag(ifMatch, toWeakEtag(version))) return
  throw new ScimError(
    412,
    null,
    'The resource has changed since it was read. Read it again, then repeat the request.',
  )
}

export function userNameTaken(): ScimError {
  return new ScimError(
    409,
    'uniqueness',
    'Another User of this connection has this userName, in some spelling of upper and lower case. Look for it with a filter and update it.',
  )
}

/** What the database refused, in the words of SCIM; anything else as it was. */
export function toScimRefusal(error: unknown): unknown {
  if (isUserNameTaken(error)) return userNameTaken()
  if (isTooLongForIndex(error))
    return invalidValue('userName, externalId or an address is too long to be kept. Shorten it.')
  return error
}
