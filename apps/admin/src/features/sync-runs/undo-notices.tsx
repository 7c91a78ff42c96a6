import { Callout, LinkButton } from '@rollcall/ui'
import type { RunView } from '@rollcall/vocabulary'

/** Leads from an undo to what it takes back, and from a run to the one that took it back. */
export function UndoNotices({ run }: { run: RunView }) {
  return (
    <>
      {run.undoOf ? <UndoOf undoOf={run.undoOf} /> : null}
      {run.undoneBy ? (
        <Callout
          title="This run was taken back"
          action={
            <LinkButton href={`/sync-runs/${run.undoneBy}`} variant="default" size="xs">
              Show the undo
            </LinkButton>
          }
        >
          What it had changed went back to how it was, as far as nobody had changed it since.
        </Callout>
      ) : null}
    </>
  )
}

function UndoOf({ undoOf }: { undoOf: NonNullable<RunView['undoOf']> }) {
  return (
    <Callout
      title={
        undoOf.userId
          ? 'This run takes back what an earlier one did to one person'
          : 'This run takes an earlier one back'
      }
      action={
        <LinkButton href={`/sync-runs/${undoOf.runId}`} variant="default" size="xs">
          Show the earlier run
        </LinkButton>
      }
    >
      No directory is read. Whatever changed since the earlier run stays as it is.
    </Callout>
  )
}
