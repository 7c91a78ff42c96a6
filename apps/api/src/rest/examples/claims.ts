import type * as vocabulary from '@rollcall/vocabulary'
import { day, userId, type Example } from './ids.ts'

const claimId = '0199a1b7-52c0-7d1f-8e3a-6b9d4c2f7e0a'
const key = '5d1f0c3a9b7e24681357f9bd0ace2468fedcba98765432100123456789abcdef'
const qrText = `https://wallet.vaultys.net/#vaultys://peerjs?key=${key}&host=rollcall.tideway.example&protocol=p2p&service=register&did=did%3Avaultys%3A00a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3`
const relayText = `https://wallet.vaultys.net#vaultys%3A%2F%2Fregister%3Furl%3Dhttps%253A%252F%252Frollcall.tideway.example%252Fwallet%26key%3D${key}`

export const claimRequest: Omit<Example<typeof vocabulary.startClaimInput>, 'userId'> = { delivery: 'qr' }

export const openClaim: Example<typeof vocabulary.claimView> = {
  id: claimId,
  userId,
  delivery: 'qr',
  purpose: 'claim',
  status: 'open',
  notice: null,
  refusal: null,
  qr: [
    { form: 'peer', text: qrText },
    { form: 'relay', text: relayText },
  ],
  qrText,
  openInWallet: `${relayText}%26phone%3Dtrue`,
  fingerprint: null,
  openedBy: 'Nightly report',
  mine: true,
  createdAt: `${day}T09:30:00.000Z`,
  expiresAt: `${day}T09:34:00.000Z`,
  lifetimeSeconds: 240,
  finishedAt: null,
}

const { qrText: _, ...withoutText } = openClaim

export const cancelledClaim: Example<typeof vocabulary.claimView> = {
  ...withoutText,
  status: 'cancelled',
  qr: [],
  openInWallet: null,
  finishedAt: `${day}T09:31:10.000Z`,
}

export const doneClaim: Example<typeof vocabulary.claimView> = {
  ...cancelledClaim,
  status: 'done',
  fingerprint: '01A4 7C20 93EE 5B1D 8F66 0C3A 7721 D94E B508 16FA',
}

export const emailedClaim: Example<typeof vocabulary.emailedClaimView> = {
  id: '0199a1b7-9a31-7c44-b2e5-0d8f6a1c3e5b',
  userId,
  delivery: 'email',
  status: 'sent',
  email: 'zoe.castellanos@tideway.example',
  problem: null,
  createdAt: `${day}T09:20:00.000Z`,
  sentAt: `${day}T09:20:02.000Z`,
  expiresAt: '2026-11-28T09:20:00.000Z',
  sentBy: 'Ingrid Solheim',
}

export const claimOverview: Example<typeof vocabulary.claimOverviewView> = {
  session: openClaim,
  links: [emailedClaim],
  emailBlocked: null,
  qrBlocked: null,
}

export const walletSettings = {
  lifetimeMinutes: 4,
  driver: 'werift',
  udpPorts: { from: 50_000, to: 50_100 },
  publicAddress: '203.0.113.7',
  iceServers: ['stun:stun.tideway.example:3478'],
} satisfies Example<typeof vocabulary.walletSettings>

export const walletSettingsView: Example<typeof vocabulary.walletSettingsView> = {
  ...walletSettings,
  did: 'did:vaultys:00a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3',
  fingerprint: '00A1 B2C3 D4E5 F607 1829 3A4B 5C6D 7E8F 90A1 B2C3',
  walletUrl: 'https://wallet.vaultys.net',
  peerHost: 'rollcall.tideway.example',
  peerUnavailable: null,
}
