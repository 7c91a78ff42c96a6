import type { ConflictReason, ConflictStatus, ConflictView } from '@rollcall/vocabulary'

export type Decision = 'link' | 'separate' | 'ignore'

export const REASON_WORDS: Record<ConflictReason, string> = {
  claimed_match: 'Matches a registered person',
  several_matches: 'Matches several people',
  shared_match: 'Two directory people match one person',
}

export const CONFLICT_STATUS_WORDS: Record<
  ConflictStatus,
  { word: string; tone: 'warning' | 'success' | 'neutral' }
> = {
  open: { word: 'Needs decision', tone: 'warning' },
  linked: { word: 'Link', tone: 'success' },
  separate: { word: 'Keep separate', tone: 'success' },
  ignored: { word: 'Ignore', tone: 'neutral' },
  resolved: { word: 'No longer a conflict', tone: 'neutral' },
}

/** What will follow from a decision, told before it is made. */
export function toConsequence(
  decision: Decision,
  conflict: ConflictView,
  candidateName: string | null,
): string {
  const person = conflict.person.name
  switch (decision) {
    case 'link':
      return candidateName === null
        ? `Choose who ${person} is.`
        : `${candidateName} stays one account here and follows ${person} of ${conflict.connectionName} from the next ${toOccasion(conflict)} on. Fields edited here stay as they are.`
    case 'separate':
      return `The next ${toOccasion(conflict)} creates a new, unclaimed account for ${person}. The people below are left alone.`
    case 'ignore':
      return `${person} gets no account, and nobody is asked again. The people below are left alone.`
  }
}

/** What was decided, once it is. */
export function toOutcome(decision: Decision, conflict: ConflictView): string {
  switch (decision) {
    case 'link':
      return `${conflict.person.name} will be linked at the next ${toOccasion(conflict)}.`
    case 'separate':
      return `${conflict.person.name} will get an account of their own at the next ${toOccasion(conflict)}.`
    case 'ignore':
      return `${conflict.person.name} will be left out.`
  }
}

/** A directory that is read is synced; one that sends people is compared in a plan, or comes by itself. */
function toOccasion({ connectionKind }: ConflictView): string {
  return connectionKind === 'scim' ? 'plan or request' : 'sync'
}
