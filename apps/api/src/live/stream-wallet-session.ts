import { isLiveWallet, type WalletSessionView } from '@rollcall/vocabulary'
import { tracked, type TrackedEnvelope } from '@trpc/server'
import type { AppDeps } from '../app-deps.ts'
import { untilCutOff } from './until-cut-off.ts'

/**
 * A QR now, and again after every change of it; closes once it has ended. Each item is the whole view, so a listener
 * that reconnects needs no history.
 */
export async function* streamWalletSession<View extends WalletSessionView>(options: {
  deps: AppDeps
  id: string
  read: () => Promise<View>
  signal: AbortSignal | undefined
}): AsyncGenerator<TrackedEnvelope<View>, void> {
  const { deps, id, read } = options
  const signal = options.signal ?? new AbortController().signal
  let seen = await read()
  yield tracked(`${id}.first`, seen)
  if (!isLiveWallet(seen.status)) return
  // Watching begins after the first reading, and with a mark of its own: whatever happened in between is read then.
  for await (const mark of deps.walletWatch.follow({ id, signal })) {
    const view = await read()
    if (JSON.stringify(view) !== JSON.stringify(seen)) yield tracked(`${id}.${mark}`, view)
    seen = view
    if (!isLiveWallet(view.status)) return
  }
  await untilCutOff(signal)
}
