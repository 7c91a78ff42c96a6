import * as z from 'zod'
import type { CheckKit } from './findings.ts'

const endDateTime = z.iso.datetime({ offset: true }).nullish()

const application = z.looseObject({
  passwordCredentials: z.array(z.looseObject({ hint: z.string().nullish(), endDateTime })).nullish(),
  keyCredentials: z
    .array(
      z.looseObject({ customKeyIdentifier: z.string().nullish(), key: z.string().nullish(), endDateTime }),
    )
    .nullish(),
})

export type RegisteredSecret = NonNullable<z.infer<typeof application>['passwordCredentials']>[number]
export type RegisteredCertificate = NonNullable<z.infer<typeof application>['keyCredentials']>[number]

/**
 * Secrets and certificates as the app registration lists them; never their values. Throws `SourceError`, `refused`
 * without Application.Read.All. Source: Microsoft Graph, application resource type.
 */
export async function readRegistered({ settings, client, signal }: CheckKit): Promise<{
  secrets: readonly RegisteredSecret[]
  certificates: readonly RegisteredCertificate[]
}> {
  const kind = settings.credential.kind === 'secret' ? 'passwordCredentials' : 'keyCredentials'
  const where = `/applications(appId='${encodeURIComponent(settings.clientId)}')?$select=displayName,${kind}`
  const body = await client.getJson(where, { subject: 'the application', signal })
  const found = application.safeParse(body).data
  return { secrets: found?.passwordCredentials ?? [], certificates: found?.keyCredentials ?? [] }
}
