export interface HeldRealm {
  readonly realmId: string
  readonly name: string
  readonly byHand: boolean
}

export interface RealmEdit {
  /** Realms to join by hand. */
  readonly join: readonly string[]
  /** Realms whose membership by hand ends. */
  readonly leave: readonly HeldRealm[]
}

/**
 * Brings memberships by hand to the wanted list. What a mapped group gives is not touched: it stays when left out,
 * because it would come back at the next sync, and adds nothing by hand when listed.
 */
export function planRealmEdit(held: readonly HeldRealm[], wanted: readonly string[]): RealmEdit {
  const heldIds = new Set(held.map((realm) => realm.realmId))
  const wantedIds = new Set(wanted)
  return {
    join: [...wantedIds].filter((id) => !heldIds.has(id)),
    leave: held.filter((realm) => realm.byHand && !wantedIds.has(realm.realmId)),
  }
}
