import {
  cancelMailing,
  getMailing,
  getSmtp,
  listMailingEmails,
  listMailings,
  pauseMailing,
  previewMailing,
  removeSmtp,
  resumeMailing,
  startMailing,
  testSmtp,
  updateSmtp,
} from '@rollcall/directory'
import {
  mailingEmailListing,
  mailingEmailListInput,
  mailingId,
  mailingListing,
  mailingPreviewView,
  mailingView,
  pageInput,
  smtpInput,
  smtpSettingsView,
  smtpTestInput,
  smtpTestView,
  startMailingInput,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import { allow, router } from './procedure.ts'

const byId = z.object({ id: mailingId })

export const smtpRouter = router({
  get: allow('settings.read')
    .output(smtpSettingsView)
    .query(({ ctx }) => getSmtp({ ctx: ctx.verb, input: {} })),
  update: allow('settings.edit')
    .input(smtpInput)
    .output(smtpSettingsView)
    .mutation(({ ctx, input }) => updateSmtp({ ctx: ctx.verb, input })),
  remove: allow('settings.edit')
    .output(smtpSettingsView)
    .mutation(({ ctx }) => removeSmtp({ ctx: ctx.verb, input: {} })),
  test: allow('settings.edit')
    .input(smtpTestInput)
    .output(smtpTestView)
    .mutation(({ ctx, input }) => testSmtp({ ctx: ctx.verb, input })),
})

export const mailingsRouter = router({
  preview: allow('mailings.start')
    .input(startMailingInput)
    .output(mailingPreviewView)
    .query(({ ctx, input }) => previewMailing({ ctx: ctx.verb, input })),
  start: allow('mailings.start')
    .input(startMailingInput)
    .output(mailingView)
    .mutation(({ ctx, input }) => startMailing({ ctx: ctx.verb, input })),
  list: allow('mailings.read')
    .input(pageInput.prefault({}))
    .output(mailingListing)
    .query(({ ctx, input }) => listMailings({ ctx: ctx.verb, input })),
  get: allow('mailings.read')
    .input(byId)
    .output(mailingView)
    .query(({ ctx, input }) => getMailing({ ctx: ctx.verb, input })),
  emails: allow('mailings.read')
    .input(mailingEmailListInput)
    .output(mailingEmailListing)
    .query(({ ctx, input }) => listMailingEmails({ ctx: ctx.verb, input })),
  pause: allow('mailings.start')
    .input(byId)
    .output(mailingView)
    .mutation(({ ctx, input }) => pauseMailing({ ctx: ctx.verb, input })),
  resume: allow('mailings.start')
    .input(byId)
    .output(mailingView)
    .mutation(({ ctx, input }) => resumeMailing({ ctx: ctx.verb, input })),
  cancel: allow('mailings.start')
    .input(byId)
    .output(mailingView)
    .mutation(({ ctx, input }) => cancelMailing({ ctx: ctx.verb, input })),
})
