import { EscrowBook } from './escrow-book.ts'

/** A person the service manages, by the target's id, which is kept for ever. */
export type UserLink = {
  targetId: string
  /** As last sent or read. */
  isActive: boolean
  /** The manager as last sent or read, by the target's id. */
  managerId?: string
}

/** A group the service manages. Members are remembered by object id, with the id the target knows them by. */
export type GroupLink = {
  targetId: string
  members: Map<string, string>
  /** Members who are in scope but failed so far: sent once they are there. */
  waiting: Set<string>
}

export type Quarantine = { reason: string; since: number; failures: number; nextAt: number }

/** What the service remembers between cycles. */
export class JobState {
  readonly users = new Map<string, UserLink>()
  readonly groups = new Map<string, GroupLink>()
  readonly escrows = new EscrowBook()
  /** People whose manager failed so far. */
  readonly managersWaiting = new Set<string>()
  /** Entries of the directory's history that a complete cycle has seen; undefined before the first. */
  watermark: number | undefined
  quarantine: Quarantine | undefined
  /** How many disables and deletes a held cycle would have made. */
  heldDeletions: number | undefined

  /** The person is gone from the target, and so are all references to them. Who comes back gets them anew. */
  dropUser(id: string, isComingBack: boolean): void {
    const targetId = this.users.get(id)?.targetId
    this.users.delete(id)
    if (isComingBack)
      for (const [other, link] of this.users) if (link.managerId === targetId) this.managersWaiting.add(other)
    for (const group of this.groups.values())
      if (group.members.delete(id) && isComingBack) group.waiting.add(id)
  }

  /** Back to before the first cycle; links are kept unless they are to be found again. */
  restart(forgetLinks: boolean): void {
    this.escrows.clearAll()
    this.managersWaiting.clear()
    this.watermark = undefined
    this.quarantine = undefined
    this.heldDeletions = undefined
    if (!forgetLinks) return
    this.users.clear()
    this.groups.clear()
  }
}
