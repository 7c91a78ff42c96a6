import { ProgressPanel } from '@rollcall/ui'
import type { RunProgress as Progress, RunView } from '@rollcall/vocabulary'

const UNITS: Record<Progress['phase'], string> = {
  queued: '',
  reading: 'people',
  planning: 'people',
  waiting: '',
  applying: 'changes',
  done: '',
}

/** What the run does at this moment: phase, position, pace, time left and the counts so far. */
export function RunProgress({ run }: { run: RunView }) {
  const { progress, counts } = run
  const applying = progress.phase === 'applying'
  return (
    <ProgressPanel
      phase={run.cancelRequested ? 'Stopping after the current batch' : progress.text}
      done={progress.done}
      total={progress.total ?? undefined}
      unit={UNITS[progress.phase]}
      rate={progress.rate ?? undefined}
      timeLeftMs={progress.secondsLeft === null ? undefined : progress.secondsLeft * 1000}
      counts={
        applying || progress.phase === 'planning'
          ? [
              { label: applying ? 'Created' : 'To create', value: counts.created, tone: 'success' },
              { label: applying ? 'Updated' : 'To update', value: counts.updated, tone: 'info' },
              { label: 'Conflicts', value: counts.conflicts, tone: 'warning' },
              { label: 'Errors', value: counts.errors, tone: 'danger' },
            ]
          : []
      }
    />
  )
}
