import { Button, TextInput } from '@mantine/core'
import { ConfirmDialog, DisabledReason } from '@rollcall/ui'
import type { RunView } from '@rollcall/vocabulary'
import { MessageSquarePlus, Play } from 'lucide-react'
import { useState } from 'react'
import { toForbiddenReason, useMay } from '../../lib/permissions.tsx'
import { countLeftOut, toLeaveOutInput } from './leave-out.ts'
import classes from './plan-footer.module.css'
import { leftOutSentence, toLosses } from './plan-words.ts'
import { RejectPlan } from './reject-plan.tsx'
import { isGuarded, toStartWords } from './run-words.ts'
import { useChangeKinds } from './use-changes.ts'
import { useConfirmRun } from './use-confirm-run.ts'
import type { LeaveOutChoice } from './use-leave-out.ts'

export interface PlanFooterProps {
  run: RunView
  choice: LeaveOutChoice | null
}

const ALL_LEFT_OUT = 'Every change is left out. Reject the plan, or put something back.'

/** What would be applied, and the decision about it. A plan the guard holds is asked about once more, with its numbers. */
export function PlanFooter({ run, choice }: PlanFooterProps) {
  const [asking, setAsking] = useState(false)
  const [note, setNote] = useState<string | null>(null)
  const mayConfirm = useMay('runs.confirm')
  const confirm = useConfirmRun(run)
  const kinds = useChangeKinds(run.id)
  const leftOut = choice ? countLeftOut(choice.state, kinds) : 0
  const start = (reason: string) =>
    confirm.mutateAsync({
      id: run.id,
      note: reason || undefined,
      leaveOut: choice ? toLeaveOutInput(choice.state) : undefined,
    })
  const forbidden = mayConfirm ? null : toForbiddenReason('runs.confirm')
  const empty = leftOut > 0 && leftOut === run.changeCount ? ALL_LEFT_OUT : null
  return (
    <section className={classes.footer} aria-label="Decision about the plan">
      <div className={classes.count}>
        <output className="ui-tabular">{leftOutSentence(leftOut, run.changeCount)}</output>
        {choice && leftOut > 0 ? (
          <Button variant="subtle" size="compact-sm" onClick={() => choice.take({ type: 'nothing' })}>
            Put all back
          </Button>
        ) : null}
        {isGuarded(run) || !mayConfirm ? null : <Note value={note} onChange={setNote} />}
      </div>
      <div className={classes.buttons}>
        <RejectPlan run={run} />
        <DisabledReason reason={forbidden ?? empty}>
          <Button
            leftSection={<Play size={15} aria-hidden />}
            loading={confirm.isPending}
            onClick={() =>
              isGuarded(run) ? setAsking(true) : void start(note?.trim() ?? '').catch(() => undefined)
            }
          >
            {toStartWords(run).start}
          </Button>
        </DisabledReason>
      </div>
      <ReleaseDialog
        run={run}
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={start}
        leftOut={leftOut}
      />
    </section>
  )
}

interface ReleaseDialogProps {
  run: RunView
  opened: boolean
  onClose: () => void
  onConfirm: (reason: string) => Promise<unknown>
  leftOut: number
}

/** Nobody overrules the guard without saying why. */
function ReleaseDialog({ run, leftOut, ...dialog }: ReleaseDialogProps) {
  const { although, anyway } = toStartWords(run)
  return (
    <ConfirmDialog
      {...dialog}
      title={although}
      confirmLabel={anyway}
      losses={toLosses(run)}
      reason={{
        label: 'Why is this right?',
        description: 'Kept with the run, beside your name.',
        required: true,
        maxLength: 500,
      }}
    >
      {run.held?.text}
      {leftOut > 0 ? ` ${leftOutSentence(leftOut, run.changeCount)}.` : ''}
    </ConfirmDialog>
  )
}

interface NoteProps {
  /** Null while nobody has asked for the field. */
  value: string | null
  onChange: (note: string) => void
}

function Note({ value, onChange }: NoteProps) {
  if (value === null) {
    return (
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<MessageSquarePlus size={14} aria-hidden />}
        onClick={() => onChange('')}
      >
        Add a reason
      </Button>
    )
  }
  return (
    <TextInput
      className={classes.note}
      aria-label="Reason, kept with the run"
      placeholder="Reason, kept with the run"
      maxLength={500}
      ref={takeFocus}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** The field appears because someone asked for it. */
function takeFocus(field: HTMLInputElement | null): void {
  field?.focus()
}
