import { DiffChips, FieldDiff } from '@rollcall/ui'
import type { ChangeView } from '@rollcall/vocabulary'
import type { ReactNode } from 'react'
import { ChangeBadge, ChangeBadges } from './change-badges.tsx'
import { toCreatedFacts, toFieldChanges, toShortSummary } from './change-facts.ts'
import classes from './change-row.module.css'

/** Heights that the cells below keep to. */
export const CHANGE_ROW_HEIGHT = 82
export const CHANGE_MOBILE_HEIGHT = 58

/** Lines of one row; what does not fit is counted, and shown in full when the row is opened. */
const LINES = 3

export function ChangeKindCell({ change }: { change: ChangeView }) {
  return (
    <span className={classes.badges}>
      <ChangeBadges change={change} />
    </span>
  )
}

/** What one change does in at most three lines: fields before and after, then the realms gained and lost. */
export function ChangeSummaryCell({ change }: { change: ChangeView }) {
  const lines = toLines(change)
  const shown = lines.length > LINES ? lines.slice(0, LINES - 1) : lines
  const rest = lines.length - shown.length
  return (
    <div className={classes.lines}>
      {shown.map((line) => (
        <div key={line.id} className={line.id === 'realms' ? classes.chips : classes.line}>
          {line.content}
        </div>
      ))}
      {rest > 0 ? <div className={classes.rest}>and {rest} more</div> : null}
    </div>
  )
}

interface Line {
  readonly id: string
  readonly content: ReactNode
}

/** Realms come first among what must be seen: they are access. */
function toLines(change: ChangeView): Line[] {
  const lines: Line[] = []
  const gained = change.realmsGained.map((realm) => realm.realmName)
  const lost = change.realmsLost.map((realm) => realm.realmName)
  if (gained.length + lost.length > 0) {
    lines.push({ id: 'realms', content: <DiffChips added={gained} removed={lost} /> })
  }
  if (change.kind === 'create') {
    const facts = toCreatedFacts(change)
    return facts === '' ? lines : [{ id: 'facts', content: facts }, ...lines]
  }
  const fields = toFieldChanges(change).map(({ label, before, after }) => ({
    id: label,
    content: <FieldDiff inline label={label} before={before} after={after} />,
  }))
  return [...lines, ...fields]
}

/** Why a change is made; when it could not be, what stood in its way. */
export function ChangeReasonCell({ change }: { change: ChangeView }) {
  const { error, reason } = change
  if (!error) return <span className={classes.reason}>{reason}</span>
  const text = error.hint ? `${error.message} ${error.hint}` : error.message
  return <span className={classes.problem}>{text}</span>
}

/** A change as two lines for a phone. */
export function MobileChange({ change, check }: { change: ChangeView; check: ReactNode }) {
  return (
    <div className={classes.mobile}>
      <span className={classes.mobileCheck}>{check}</span>
      <span className={classes.mobileName}>{change.name}</span>
      <span>
        <ChangeBadge change={change} />
      </span>
      <span className={classes.mobileSummary}>{toShortSummary(change)}</span>
    </div>
  )
}
