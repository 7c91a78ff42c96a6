import {
  clientId,
  clientSecret,
  cloud,
  createEntraConnectionInput,
  isGuid,
  tenantRef,
  type Cloud,
  type ConnectionView,
  type InstanceView,
  type UpdateConnectionInput,
} from '@rollcall/vocabulary'
import * as z from 'zod'

/** What the credentials form holds. An empty secret of a stored connection means: keep the one there is. */
export interface CredentialsValues {
  displayName: string
  directoryId: string
  clientId: string
  clientSecret: string
  cloud: Cloud
}

const fields = z.object({
  displayName: createEntraConnectionInput.shape.displayName,
  directoryId: tenantRef,
  clientId,
  clientSecret,
  cloud,
})

export const newCredentials = fields
export const storedCredentials = fields.extend({ clientSecret: z.literal('').or(clientSecret) })

export function toNewValues(demo: InstanceView['demo']): CredentialsValues {
  const empty = {
    displayName: '',
    directoryId: '',
    clientId: '',
    clientSecret: '',
    cloud: 'default' as const,
  }
  return demo ? { ...empty, ...demo.connection } : empty
}

export function toStoredValues(connection: ConnectionView): CredentialsValues {
  return {
    displayName: connection.displayName,
    directoryId: connection.directoryId ?? '',
    clientId: connection.clientId ?? '',
    clientSecret: '',
    cloud: connection.cloud,
  }
}

/** Only what differs from what is stored is sent. */
export function toCredentialsUpdate(
  values: CredentialsValues,
  stored: CredentialsValues,
): UpdateConnectionInput {
  const parsed = storedCredentials.parse(values)
  const update: UpdateConnectionInput = {}
  if (parsed.displayName !== stored.displayName) update.displayName = parsed.displayName
  if (parsed.directoryId !== stored.directoryId) update.directoryId = parsed.directoryId
  if (parsed.clientId !== stored.clientId) update.clientId = parsed.clientId
  if (parsed.clientSecret !== '') update.clientSecret = parsed.clientSecret
  if (parsed.cloud !== stored.cloud) update.cloud = parsed.cloud
  return update
}

/** Entra lists a Secret ID beside each secret's value. Secrets are no GUIDs, so one that is was taken from there. */
export function looksLikeSecretId(secret: string): boolean {
  return isGuid(secret.trim())
}
