import type { MailingPreviewView } from '@rollcall/vocabulary'
import { people } from '../../lib/format.ts'

const NOBODY: MailingPreviewView = { reachable: 0, noAddress: 0, notUnclaimed: 0, shared: 0 }

/** Several previews of different people as one. */
export function addPreviews(parts: readonly MailingPreviewView[]): MailingPreviewView {
  return parts.reduce(
    (sum, part) => ({
      reachable: sum.reachable + part.reachable,
      noAddress: sum.noAddress + part.noAddress,
      notUnclaimed: sum.notUnclaimed + part.notUnclaimed,
      shared: sum.shared + part.shared,
    }),
    NOBODY,
  )
}

/** Who gets nothing and why, and what to watch for; empty when everyone is simply reached. */
export function toPreviewRemarks({ noAddress, notUnclaimed, shared }: MailingPreviewView): string[] {
  const remarks: string[] = []
  if (noAddress > 0)
    remarks.push(
      noAddress === 1
        ? '1 person has no email address and gets none.'
        : `${people(noAddress)} have no email address and get none.`,
    )
  if (notUnclaimed > 0)
    remarks.push(
      notUnclaimed === 1
        ? '1 person has claimed or was disabled meanwhile and gets none.'
        : `${people(notUnclaimed)} have claimed or were disabled meanwhile and get none.`,
    )
  if (shared > 0)
    remarks.push(
      shared === 1
        ? '1 person has an address that someone else has as well, who could open the link too.'
        : `${people(shared)} have an address that someone else has as well, who could open the link too.`,
    )
  return remarks
}
