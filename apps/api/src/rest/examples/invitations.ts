import type * as vocabulary from '@rollcall/vocabulary'
import { day, realmId, userId, type Example } from './ids.ts'

export const newInvitation: Example<typeof vocabulary.inviteInput> = {
  email: 'amara.diallo@harbour.example',
  name: 'Amara Diallo',
  role: 'operator',
  realmIds: [realmId],
}

export const invitation: Example<typeof vocabulary.invitationView> = {
  id: '0199a1b6-3d52-7e64-a9c1-5b7f0d2e4c08',
  userId,
  name: 'Amara Diallo',
  email: 'amara.diallo@harbour.example',
  role: 'operator',
  realms: [{ id: realmId, name: 'Field engineering', slug: 'field-engineering', color: 'teal' }],
  state: 'pending',
  invitedBy: 'Ingrid Solheim',
  createdAt: `${day}T09:40:00.000Z`,
  sentAt: `${day}T09:40:00.000Z`,
  expiresAt: '2026-11-28T09:40:00.000Z',
  acceptedAt: null,
  revokedAt: null,
  message: { status: 'sent', problem: null },
  userDeleted: false,
}

export const revokedInvitation: Example<typeof vocabulary.invitationView> = {
  ...invitation,
  state: 'revoked',
  revokedAt: `${day}T10:15:00.000Z`,
  userDeleted: true,
}
