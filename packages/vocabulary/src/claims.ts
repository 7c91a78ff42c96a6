import * as z from 'zod'
import { claimId, instant, userId } from './ids.ts'

/** How a person gets the QR: on this screen, or by a link in an email. */
export const claimDelivery = z.enum(['qr', 'email'])
export type ClaimDelivery = z.infer<typeof claimDelivery>

/** `connected`: a wallet has answered the QR and has not signed yet. */
export const walletSessionStatus = z.enum(['open', 'connected', 'done', 'expired', 'cancelled', 'failed'])
export type WalletSessionStatus = z.infer<typeof walletSessionStatus>

/** States in which a wallet may still answer; the database holds one per person over them. */
export const LIVE_WALLET_STATUSES = ['open', 'connected'] as const satisfies readonly WalletSessionStatus[]

export function isLiveWallet(status: WalletSessionStatus): boolean {
  return (LIVE_WALLET_STATUSES as readonly WalletSessionStatus[]).includes(status)
}

/** What the browser is told while it waits; the exact code is in the event log. */
export const walletNotice = z.enum(['wallet_did_not_finish', 'check_clock'])
export type WalletNotice = z.infer<typeof walletNotice>

/** Why a session ended without success, as far as a browser may know. */
export const walletRefusal = z.enum(['rejected', 'already_claimed', 'too_many_attempts'])
export type WalletRefusal = z.infer<typeof walletRefusal>

/** `peer` opens a data channel through `/peerjs`, `relay` needs two plain requests. Both belong to one session. */
export const qrForm = z.enum(['peer', 'relay'])
export type QrForm = z.infer<typeof qrForm>

export const walletQr = z.object({
  form: qrForm,
  /** What the QR says. */
  text: z.string(),
})

/** One QR and what has become of it. `qr` holds the forms to show, the preferred one first, while a wallet may answer. */
export const walletSessionView = z.object({
  id: claimId,
  purpose: z.enum(['claim', 'login']),
  status: walletSessionStatus,
  notice: walletNotice.nullable(),
  refusal: walletRefusal.nullable(),
  qr: z.array(walletQr),
  /** The same as a link that opens the wallet on this phone; null once the session has ended. */
  openInWallet: z.string().nullable(),
  /** Of the wallet that finished, in groups of four, to compare with the wallet. */
  fingerprint: z.string().nullable(),
  createdAt: instant,
  expiresAt: instant,
  /** How long the QR lasts from display, to draw the countdown. */
  lifetimeSeconds: z.number().int(),
  finishedAt: instant.nullable(),
})
export type WalletSessionView = z.infer<typeof walletSessionView>

/** A claim that staff opened: with the person, and who opened it. `qr` is filled for the browser or key that did. */
export const claimView = walletSessionView.extend({
  userId,
  delivery: claimDelivery,
  /** The text of the QR, as `qr[0].text`; absent for everyone but the opener and once the claim has ended. */
  qrText: z.string().optional(),
  openedBy: z.string(),
  /** False for everyone who only sees that a claim is open. */
  mine: z.boolean(),
})
export type ClaimView = z.infer<typeof claimView>

export const startClaimInput = z.object({ userId, delivery: claimDelivery.default('qr') }).strict()

/** What became of a link that was emailed: `spent` when the account has been claimed. */
export const emailedClaimStatus = z.enum(['queued', 'sent', 'failed', 'spent', 'expired', 'revoked'])
export const emailedClaimView = z.object({
  id: claimId,
  userId,
  delivery: z.literal('email'),
  status: emailedClaimStatus,
  email: z.string(),
  /** What the mail server said when it would not take the message. */
  problem: z.string().nullable(),
  createdAt: instant,
  sentAt: instant.nullable(),
  expiresAt: instant,
  sentBy: z.string(),
})
export type EmailedClaimView = z.infer<typeof emailedClaimView>

/** Everything the claim card of a person needs. */
export const claimOverviewView = z.object({
  /** The open or last claim; null when nobody ever opened one. */
  session: claimView.nullable(),
  /** Links that were emailed, newest first, at most five. */
  links: z.array(emailedClaimView),
  /** Why no email can be sent, in a sentence that says what to do; null when it can. */
  emailBlocked: z.string().nullable(),
  /** Why no QR can be shown, in a sentence; null when it can. */
  qrBlocked: z.string().nullable(),
})
export type ClaimOverviewView = z.infer<typeof claimOverviewView>

/** A token in a link: 43 characters of base64url behind a prefix. */
export const linkToken = z.string().trim().min(20).max(200)

/** What the holder of a link is shown before anything else. `state` other than `open` says why it no longer works. */
export const publicLinkView = z.object({
  kind: z.enum(['claim', 'invitation']),
  state: z.enum(['open', 'spent', 'expired', 'revoked']),
  /** Whose account it is; null once the link no longer works. */
  name: z.string().nullable(),
  role: z.string().nullable(),
  /** Who sent it. */
  sentBy: z.string().nullable(),
  expiresAt: instant.nullable(),
})
export type PublicLinkView = z.infer<typeof publicLinkView>

export const walletDriver = z.enum(['werift', 'node-datachannel', 'off'])
export type WalletDriver = z.infer<typeof walletDriver>

/** How wallets reach this server. */
export const walletSettings = z
  .object({
    lifetimeMinutes: z.number().int().min(1).max(15).default(4),
    driver: walletDriver.default('werift'),
    /** First and last UDP port of data channels; null lets the system choose. */
    udpPorts: z
      .object({ from: z.number().int().min(1024).max(65_535), to: z.number().int().min(1024).max(65_535) })
      .refine((range) => range.from <= range.to, {
        error: 'The first port must not be above the last.',
        path: ['to'],
      })
      .nullable()
      .default(null),
    /** Address under which phones reach those ports, behind NAT or in a container. */
    publicAddress: z.union([z.ipv4(), z.ipv6()]).nullable().default(null),
    /** STUN and TURN servers, for networks that need them. */
    iceServers: z
      .array(
        z.string().regex(/^(stun|turn)s?:/, {
          error: 'A server looks like stun:stun.example.org:3478 or turn:user:password@turn.example.org.',
        }),
      )
      .max(5)
      .default([]),
  })
  .strict()
export type WalletSettings = z.infer<typeof walletSettings>

export const walletSettingsView = walletSettings.extend({
  /** The server's own identity as wallets show it. */
  did: z.string(),
  fingerprint: z.string(),
  walletUrl: z.string(),
  /** Host name in the QR of the data channel; null when the server cannot offer one, and then why. */
  peerHost: z.string().nullable(),
  peerUnavailable: z.string().nullable(),
})
export type WalletSettingsView = z.infer<typeof walletSettingsView>
