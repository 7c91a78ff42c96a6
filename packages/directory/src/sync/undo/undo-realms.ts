import type { RealmChange } from '@rollcall/vocabulary'
import type { PresentPerson, UndoFacts, UndoneChange } from './undone-change.ts'

type Held = PresentPerson['held']

/** Of the realms that the sync gave, those the same mapping still gives. */
export function takenRealms(gained: readonly RealmChange[], held: Held): RealmChange[] {
  return gained.filter((realm) => holds(held, realm))
}

export interface RealmReturn {
  /** Of the realms that the sync took, those that can be given back. */
  readonly given: RealmChange[]
  /** A sentence for each that cannot. */
  readonly kept: string[]
}

export function returnRealms({ realmsLost }: UndoneChange, held: Held, facts: UndoFacts): RealmReturn {
  const missing = realmsLost.filter((realm) => !holds(held, realm))
  const given = missing.filter((realm) => exists(realm, facts))
  const kept = missing.flatMap((realm) => (exists(realm, facts) ? [] : [whyNot(realm, facts)]))
  return { given, kept }
}

function holds(held: Held, realm: RealmChange): boolean {
  return held.some((one) => one.mappingId === realm.mappingId && one.realmId === realm.realmId)
}

function exists(realm: RealmChange, facts: UndoFacts): boolean {
  return realm.realmId !== null && facts.realms.has(realm.realmId) && facts.mappings.has(realm.mappingId)
}

function whyNot(realm: RealmChange, facts: UndoFacts): string {
  return realm.realmId !== null && facts.realms.has(realm.realmId)
    ? `The group that gave the realm ${realm.realmName} is no longer mapped, so the realm is not given back.`
    : `The realm ${realm.realmName} was deleted after that sync, so it is not given back.`
}
