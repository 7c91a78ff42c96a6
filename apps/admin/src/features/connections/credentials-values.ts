import {
  clientCertificate,
  clientId,
  clientSecret,
  cloud,
  createEntraConnectionInput,
  credentialKind,
  isGuid,
  tenantRef,
  type Cloud,
  type ConnectionView,
  type CredentialKind,
  type InstanceView,
  type UpdateConnectionInput,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import { schemaErrors } from '../../lib/schema-errors.ts'

/** What the credentials form holds. An empty secret or certificate of a stored connection means: keep the one there is. */
export interface CredentialsValues {
  displayName: string
  directoryId: string
  clientId: string
  credentialKind: CredentialKind
  clientSecret: string
  /** `YYYY-MM-DD`; empty when it is not known. */
  secretExpiresAt: string
  certificate: { certificate: string; privateKey: string }
  cloud: Cloud
}

const fields = z.object({
  displayName: createEntraConnectionInput.shape.displayName,
  directoryId: tenantRef,
  clientId,
  credentialKind,
  cloud,
})
const day = z.literal('').or(z.iso.date({ error: 'Enter a whole date.' }))
const withSecret = fields.extend({ clientSecret, secretExpiresAt: day })
const withCertificate = fields.extend({ certificate: clientCertificate })
const keepingSecret = fields.extend({ secretExpiresAt: day })

/** What is wrong, by the names of the fields. `stored` is the kind of credential that may be kept; null when there is none. */
export function toCredentialsErrors(stored: CredentialKind | null) {
  return (values: CredentialsValues): Record<string, string> => {
    const keeps = values.credentialKind === stored && !entersCredential(values)
    if (values.credentialKind === 'certificate') {
      return schemaErrors(keeps ? fields : withCertificate)(values)
    }
    return schemaErrors(keeps ? keepingSecret : withSecret)(values)
  }
}

/** A credential of the chosen kind was entered, or half of one. */
export function entersCredential(values: CredentialsValues): boolean {
  if (values.credentialKind === 'secret') return values.clientSecret.trim() !== ''
  return `${values.certificate.certificate}${values.certificate.privateKey}`.trim() !== ''
}

export function toNewValues(demo: InstanceView['demo']): CredentialsValues {
  const empty = {
    displayName: '',
    directoryId: '',
    clientId: '',
    credentialKind: 'secret' as const,
    clientSecret: '',
    secretExpiresAt: '',
    certificate: { certificate: '', privateKey: '' },
    cloud: 'default' as const,
  }
  return demo ? { ...empty, ...demo.connection } : empty
}

export function toStoredValues(connection: ConnectionView): CredentialsValues {
  const { kind, expiresAt } = connection.credential
  return {
    displayName: connection.displayName,
    directoryId: connection.directoryId ?? '',
    clientId: connection.clientId ?? '',
    credentialKind: kind,
    clientSecret: '',
    secretExpiresAt: kind === 'secret' ? (expiresAt?.slice(0, 10) ?? '') : '',
    certificate: { certificate: '', privateKey: '' },
    cloud: connection.cloud,
  }
}

/** The chosen kind alone is sent, whatever was left in the fields of the other. */
export function toCreateInput(values: CredentialsValues): z.input<typeof createEntraConnectionInput> {
  const { displayName, directoryId, clientId: application, cloud: chosen } = values
  const where = { displayName, directoryId, clientId: application, cloud: chosen }
  if (values.credentialKind === 'certificate') return { ...where, certificate: values.certificate }
  const secretExpiresAt = toInstant(values.secretExpiresAt)
  return { ...where, clientSecret: values.clientSecret, ...(secretExpiresAt !== null && { secretExpiresAt }) }
}

/** Only what differs from what is stored is sent. */
export function toCredentialsUpdate(
  values: CredentialsValues,
  stored: CredentialsValues,
): UpdateConnectionInput {
  const parsed = fields.parse(values)
  const update: UpdateConnectionInput = {}
  if (parsed.displayName !== stored.displayName) update.displayName = parsed.displayName
  if (parsed.directoryId !== stored.directoryId) update.directoryId = parsed.directoryId
  if (parsed.clientId !== stored.clientId) update.clientId = parsed.clientId
  if (parsed.cloud !== stored.cloud) update.cloud = parsed.cloud
  const entered = entersCredential(values)
  if (values.credentialKind === 'certificate') {
    if (entered) update.certificate = clientCertificate.parse(values.certificate)
    return update
  }
  if (entered) update.clientSecret = clientSecret.parse(values.clientSecret)
  if (values.secretExpiresAt !== stored.secretExpiresAt) {
    update.secretExpiresAt = toInstant(values.secretExpiresAt)
  }
  return update
}

/** The portal shows a day; its beginning is the safe reading of it. */
function toInstant(date: string): string | null {
  return date === '' ? null : `${date}T00:00:00.000Z`
}

/** Entra lists a Secret ID beside each secret's value. Secrets are no GUIDs, so one that is was taken from there. */
export function looksLikeSecretId(secret: string): boolean {
  return isGuid(secret.trim())
}
