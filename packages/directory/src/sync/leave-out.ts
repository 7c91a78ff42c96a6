import { leaveOutChanges, listNotLeavable, type Tx } from '@rollcall/db'
import type { ChangeKind, ConfirmRunInput, RunId } from '@rollcall/vocabulary'
import { DirectoryError } from '../errors.ts'

type Choice = NonNullable<ConfirmRunInput['leaveOut']>

/** More numbers than a sentence should hold. */
const NAMED = 5

/** Marks the chosen changes of a waiting plan as not to be applied. Answers how many; fails when one cannot be left out. */
export async function leaveOut(tx: Tx, runId: RunId, choice: Choice | undefined): Promise<number> {
  if (!choice) return 0
  refuseRealms(choice.kinds)
  const query = { runId, ...choice }
  const wrong = await listNotLeavable(tx, query)
  if (wrong.length > 0) throw notLeavable(wrong)
  return leaveOutChanges(tx, query)
}

/** People of the same plan gain these realms, so the realms come with the people. */
function refuseRealms(kinds: readonly ChangeKind[]): void {
  if (!kinds.includes('create_realm')) return
  const message =
    'A realm cannot be left out by itself, because people of this plan gain it. Change the mapping of its group and plan again.'
  throw new DirectoryError('invalid_input', message, [{ path: 'leaveOut.kinds', message }])
}

function notLeavable(seqs: readonly number[]): DirectoryError {
  const shown = seqs.slice(0, NAMED).join(', ')
  const more = seqs.length > NAMED ? ` and ${seqs.length - NAMED} more` : ''
  const which = seqs.length === 1 ? `Number ${shown} is` : `Numbers ${shown}${more} are`
  const message = `${which} not among the changes of people that this plan would apply, so nothing was started. Load the plan again and choose from it.`
  return new DirectoryError('invalid_input', message, [{ path: 'leaveOut.seqs', message }])
}
