import { getWalletSettings, updateWalletSettings } from '@rollcall/directory'
import { walletSettings, walletSettingsView } from '@rollcall/vocabulary'
import { allow, router } from './procedure.ts'

export const walletSettingsRouter = router({
  get: allow('settings.read')
    .output(walletSettingsView)
    .query(({ ctx }) => getWalletSettings({ ctx: ctx.verb, input: {} })),
  update: allow('settings.edit')
    .input(walletSettings)
    .output(walletSettingsView)
    .mutation(({ ctx, input }) => updateWalletSettings({ ctx: ctx.verb, input })),
})
