import type { RunSession } from './run-session.ts'

/** Associated data of a sealed link to the next page of a reading. */
const PURPOSE = 'sync_run.page_link'

/** Links into the directory carry what they ask for, so they are kept sealed; base64, null stays null. */
export function sealPageLink({ ctx, runId }: RunSession, link: string | null): string | null {
  return link === null ? null : Buffer.from(ctx.keys.seal(PURPOSE, runId, link)).toString('base64')
}

export function openPageLink({ ctx, runId }: RunSession, sealed: string): string {
  return ctx.keys.open(PURPOSE, runId, Buffer.from(sealed, 'base64')).reveal()
}
