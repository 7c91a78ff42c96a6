import {
  cancelClaim,
  getClaim,
  getClaimOverview,
  getWalletSettings,
  sendClaimEmail,
  startClaim,
  updateWalletSettings,
} from '@rollcall/directory'
import {
  claimId,
  claimOverviewView,
  claimView,
  emailedClaimView,
  startClaimInput,
  userId,
  walletSettings,
  walletSettingsView,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import { authorize } from '../auth/authorize.ts'
import { openerOf } from '../auth/opener-of.ts'
import * as example from './examples/claims.ts'
import { route, type RestRoute } from './route.ts'

const tag = 'Claims'
const settings = 'Settings'
const byUser = z.object({ id: userId })
const byId = z.object({ id: claimId })
const anyClaim = z.union([claimView, emailedClaimView])

export const claimRoutes: readonly RestRoute[] = [
  route({
    method: 'POST',
    path: '/api/users/{id}/claim',
    access: 'claims.open',
    tag,
    summary: 'Have a person claim the account',
    description:
      'With `qr` the answer holds the text of a QR that lasts a few minutes; only the key that asked sees it, and an open QR of the person ends. With `email` a link is sent to the address of the person. Nobody opens a QR for a role above their own.',
    params: byUser,
    body: startClaimInput.omit({ userId: true }).prefault({}),
    status: 201,
    response: anyClaim,
    failures: ['already_claimed', 'conflict', 'email_unavailable'],
    examples: { body: example.claimRequest, response: example.openClaim },
    run({ ctx, caller, params, body }) {
      const input = { userId: params.id }
      if (body.delivery === 'qr') return startClaim({ ctx, input, opener: openerOf(caller) })
      authorize('claims.sendEmail', caller)
      return sendClaimEmail({ ctx, input })
    },
  }),
  route({
    method: 'GET',
    path: '/api/users/{id}/claims',
    access: 'users.read',
    tag,
    summary: 'Get the claims of a person',
    description:
      'The open or last QR, the newest five links that were emailed, and why no QR or email is possible.',
    params: byUser,
    response: claimOverviewView,
    examples: { response: example.claimOverview },
    run: ({ ctx, caller, params }) =>
      getClaimOverview({ ctx, input: { userId: params.id }, opener: openerOf(caller) }),
  }),
  route({
    method: 'GET',
    path: '/api/claims/{id}',
    access: 'users.read',
    tag,
    summary: 'Get a claim',
    description:
      'A QR or an emailed link. Ask again every second or two to follow a QR; `done` means that the person is registered.',
    params: byId,
    response: anyClaim,
    examples: { response: example.doneClaim },
    run: ({ ctx, caller, params }) => getClaim({ ctx, input: params, opener: openerOf(caller) }),
  }),
  route({
    method: 'POST',
    path: '/api/claims/{id}/cancel',
    access: 'claims.open',
    tag,
    summary: 'Cancel a QR',
    description: 'No wallet can answer it any more. One that has ended stays as it is.',
    params: byId,
    response: claimView,
    examples: { response: example.cancelledClaim },
    run: ({ ctx, caller, params }) => cancelClaim({ ctx, input: params, opener: openerOf(caller) }),
  }),
  route({
    method: 'GET',
    path: '/api/settings/wallet',
    access: 'settings.read',
    tag: settings,
    summary: 'Get how wallets reach the server',
    description: 'With the identity of the server as wallets show it. Passwords of servers are not shown.',
    response: walletSettingsView,
    examples: { response: example.walletSettingsView },
    run: ({ ctx }) => getWalletSettings({ ctx, input: {} }),
  }),
  route({
    method: 'PUT',
    path: '/api/settings/wallet',
    access: 'settings.edit',
    tag: settings,
    summary: 'Change how wallets reach the server',
    description:
      'Replaces all of it; what is absent returns to its default. Open QRs keep their time. A password that is sent as it was shown stays as it is.',
    body: walletSettings,
    response: walletSettingsView,
    examples: { body: example.walletSettings, response: example.walletSettingsView },
    run: ({ ctx, body }) => updateWalletSettings({ ctx, input: body }),
  }),
]
