import type { EntraId, SourceUser, UserChange } from '@rollcall/vocabulary'

/** Everything a delta said about one person, in one piece. `removed` is its last word on whether they are there. */
export interface GatheredChange {
  readonly objectId: EntraId
  readonly fields: Readonly<Partial<Omit<SourceUser, 'objectId'>>>
  readonly removed: boolean
}

/** Adds what the directory says next about the same person: later fields win, and so does the later presence. */
export function gatherChange(earlier: GatheredChange | undefined, change: UserChange): GatheredChange {
  if (change.kind === 'removed') return { objectId: change.objectId, fields: {}, removed: true }
  const fields = earlier?.removed ? change.fields : { ...earlier?.fields, ...change.fields }
  return { objectId: change.objectId, fields, removed: false }
}

/** Someone who comes back is described as a whole: what is not mentioned then is empty, not as it was. */
function isWhole({ fields }: GatheredChange): boolean {
  return 'displayName' in fields && 'userPrincipalName' in fields && 'accountEnabled' in fields
}

/** The person as a complete reading would give them now. What was never mentioned of a new person is empty. */
export function completeUser(
  stored: { readonly user: SourceUser; readonly gone: boolean } | undefined,
  change: GatheredChange,
): SourceUser {
  const known = stored?.gone && isWhole(change) ? undefined : stored?.user
  return {
    displayName: null,
    givenName: null,
    surname: null,
    mail: null,
    userPrincipalName: null,
    jobTitle: null,
    department: null,
    employeeId: null,
    companyName: null,
    officeLocation: null,
    accountEnabled: true,
    userType: 'member',
    ...known,
    ...change.fields,
    objectId: change.objectId,
  }
}
