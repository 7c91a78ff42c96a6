import type * as vocabulary from '@rollcall/vocabulary'
import { day, keyId, type Example } from './ids.ts'

export const newApiKey: Example<typeof vocabulary.createApiKeyInput> = {
  name: 'Nightly report',
  role: 'operator',
  expiresInDays: 90,
}

export const apiKey: Example<typeof vocabulary.apiKeyView> = {
  id: keyId,
  name: 'Nightly report',
  role: 'operator',
  prefix: 'rk_Zk3vQ9',
  createdBy: 'Ingrid Solheim',
  createdAt: `${day}T08:00:00.000Z`,
  lastUsedAt: null,
  expiresAt: '2027-02-19T08:00:00.000Z',
}

export const createdApiKey: Example<typeof vocabulary.createdApiKeyView> = {
  ...apiKey,
  key: 'rk_Zk3vQ9-this-is-shown-once-and-never-again',
}
