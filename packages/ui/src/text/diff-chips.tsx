import { Check, Minus, Plus } from 'lucide-react'
import classes from './diff-chips.module.css'

export interface DiffChipsProps {
  added?: readonly string[]
  removed?: readonly string[]
  kept?: readonly string[]
  /** Kept names beyond this number are summed up. */
  maxKept?: number
  /** Shown when all three lists are empty. */
  empty?: string
}

const kinds = {
  added: { word: 'Added', tone: 'success', Icon: Plus },
  removed: { word: 'Removed', tone: 'danger', Icon: Minus },
  kept: { word: 'Kept', tone: 'neutral', Icon: Check },
} as const

/** Names that are added, removed or kept, as chips with a sign each. */
export function DiffChips({
  added = [],
  removed = [],
  kept = [],
  maxKept = 5,
  empty = 'No change',
}: DiffChipsProps) {
  const shown = kept.slice(0, maxKept)
  const rest = kept.length - shown.length
  if (added.length + removed.length + kept.length === 0) return <span className={classes.rest}>{empty}</span>
  return (
    <ul className={classes.list}>
      {added.map((name) => (
        <Chip key={`added ${name}`} name={name} kind="added" />
      ))}
      {removed.map((name) => (
        <Chip key={`removed ${name}`} name={name} kind="removed" />
      ))}
      {shown.map((name) => (
        <Chip key={`kept ${name}`} name={name} kind="kept" />
      ))}
      {rest > 0 ? <li className={classes.rest}>{rest} more kept</li> : null}
    </ul>
  )
}

function Chip({ name, kind }: { name: string; kind: keyof typeof kinds }) {
  const { word, tone, Icon } = kinds[kind]
  return (
    <li className={classes.chip} data-tone={tone} data-kind={kind}>
      <Icon size={12} aria-hidden strokeWidth={2.5} />
      <span className="ui-hidden">{word}: </span>
      <span className={classes.name}>{name}</span>
    </li>
  )
}
