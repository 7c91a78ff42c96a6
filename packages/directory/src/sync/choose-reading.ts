/** Microsoft keeps a delta link for seven days; one that is nearly as old is not relied on. */
const LINK_DAYS = 6
const DAY_MS = 86_400_000

export interface ReadingFacts {
  readonly groupIds: readonly string[]
  readonly lastFullAt: Date | null
  readonly fullEveryDays: number
  /** When the last delta link was given; null when there is none. */
  readonly deltaAt: Date | null
}

export interface ReadingChoice {
  readonly next: 'full' | 'delta'
  /** A sentence for people. */
  readonly why: string
}

/** Whether a reading that nobody asked to be complete may read changes alone (data model and sync rules, section 2.1). */
export function chooseReading(facts: ReadingFacts, now: Date): ReadingChoice {
  if (facts.groupIds.length > 0) {
    return { next: 'full', why: 'Selected groups are read completely every time.' }
  }
  if (facts.lastFullAt === null || facts.deltaAt === null) {
    return { next: 'full', why: 'Everyone is read once, before changes alone can be followed.' }
  }
  if (now.getTime() - facts.lastFullAt.getTime() >= facts.fullEveryDays * DAY_MS) {
    const days = facts.fullEveryDays === 1 ? 'day' : `${facts.fullEveryDays} days`
    return { next: 'full', why: `Everyone is read again every ${days}, to heal whatever was missed.` }
  }
  if (now.getTime() - facts.deltaAt.getTime() >= LINK_DAYS * DAY_MS) {
    return {
      next: 'full',
      why: 'The last sync is too long ago for Microsoft to still know what changed since.',
    }
  }
  return { next: 'delta', why: 'Only what changed since the last sync is read.' }
}
