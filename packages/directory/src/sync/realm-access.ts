import type { RealmAccess, RealmChange } from '@rollcall/vocabulary'

/** The part of a planned change that says which realms a person gains and loses. Lists are RealmChange of the vocabulary. */
export interface RealmMove {
  readonly realmsGained: readonly object[]
  readonly realmsLost: readonly object[]
}

/** Adds up, change by change, whom the mappings would give realms to and take them from. Memory grows with mappings. */
export class RealmAccessMeter {
  /** People who would lose at least one realm, and get it from no other mapping in the same change. */
  losses = 0
  readonly #rows = new Map<string, RealmAccess>()

  /** Each person is added once; changes without realms may be added and count nothing. */
  add(change: RealmMove): void {
    const gained = change.realmsGained.map(toRealmChange)
    const lost = change.realmsLost.map(toRealmChange)
    for (const realm of gained) this.#rowOf(realm).gained += 1
    for (const realm of lost) this.#rowOf(realm).lost += 1
    if (lost.some((realm) => !gained.some((other) => other.realmId === realm.realmId))) this.losses += 1
  }

  /** One row for each mapping and realm: most losses first, then most gains, then by name. */
  rows(): RealmAccess[] {
    return [...this.#rows.values()].toSorted(
      (a, b) => b.lost - a.lost || b.gained - a.gained || a.realmName.localeCompare(b.realmName),
    )
  }

  #rowOf(realm: RealmChange): RealmAccess {
    const key = `${realm.mappingId} ${realm.realmId ?? ''}`
    const known = this.#rows.get(key)
    if (known) {
      if (known.groupName === '') known.groupName = realm.groupName
      return known
    }
    const { mappingId, realmId, realmName, groupName } = realm
    const row = { mappingId, realmId, realmName, groupName, gained: 0, lost: 0 }
    this.#rows.set(key, row)
    return row
  }
}

/** Planned changes hold the lists that `diffRealms` made, as plain objects on their way to a JSON column. */
function toRealmChange(stored: object): RealmChange {
  return stored as RealmChange
}
