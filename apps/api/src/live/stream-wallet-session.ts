import { DirectoryError } from '@rollcall/directory'
import type { TrackedEnvelope } from '@trpc/server'
import type { WalletSessionView } from '@rollcall/vocabulary'
import type { AppDeps } from '../app-deps.ts'

/** A QR now, and again after every change of it; closes once it has ended. Each item is the whole view. */
// oxlint-disable-next-line require-yield -- not built yet
export async function* streamWalletSession<View extends WalletSessionView>(_options: {
  deps: AppDeps
  id: string
  read: () => Promise<View>
  signal: AbortSignal | undefined
}): AsyncGenerator<TrackedEnvelope<View>, void> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
