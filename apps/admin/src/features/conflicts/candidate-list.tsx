import { Radio } from '@mantine/core'
import { PersonCell, StatusBadge } from '@rollcall/ui'
import type { ConflictView, UserId } from '@rollcall/vocabulary'
import classes from './conflict-card.module.css'

export interface CandidateListProps {
  conflict: ConflictView
  chosen: UserId | null
  /** Null when nobody is to be chosen. */
  onChoose: ((id: UserId) => void) | null
}

/** The people here a directory person could be. */
export function CandidateList({ conflict, chosen, onChoose }: CandidateListProps) {
  return (
    <ul className={classes.candidates} aria-label="People here who match">
      {conflict.candidates.map((candidate) => {
        const selected = onChoose !== null && candidate.userId === chosen
        return (
          <li key={candidate.userId} className={classes.candidate} data-chosen={selected || undefined}>
            <PersonCell
              name={candidate.name}
              detail={[candidate.email, candidate.department].filter(Boolean).join(' · ')}
              href={`/users/${candidate.registered ? '' : 'unregistered/'}${candidate.userId}`}
              badge={
                <StatusBadge tone={candidate.registered ? 'success' : 'neutral'}>
                  {candidate.registered ? 'Registered' : 'Unclaimed'}
                </StatusBadge>
              }
            />
            {onChoose ? (
              <Radio
                name={`candidate-${conflict.id}`}
                checked={selected}
                onChange={() => onChoose(candidate.userId)}
                aria-label={`${conflict.person.name} is ${candidate.name}`}
              />
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}
