import type { RealmGrants } from '../sync/realm-grants.ts'

/** Judging a single person needs no realms: what groups give follows from the memberships themselves. */
export const NO_REALMS: RealmGrants = {
  grants: [],
  realmsToCreate: [],
  mappingIds: [],
  byGroup: new Map(),
  realmNames: new Map(),
  groupNames: new Map(),
}
