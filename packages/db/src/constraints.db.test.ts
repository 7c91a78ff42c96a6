import {
  ACTIVE_RUN_STATUSES,
  changeKind,
  changeOutcome,
  cloud,
  conflictReason,
  conflictStatus,
  connectionKind,
  credentialKind,
  emailKind,
  emailStatus,
  expirySource,
  groupView,
  leaverPolicy,
  mailingStatus,
  mappingMode,
  PROFILE_FIELDS,
  ROLES,
  runMode,
  runStatus,
  runTrigger,
  schedulePauseReason,
  scimOutcome,
  scimResourceType,
  userStatus,
  walletNotice,
  walletSessionStatus,
  walletSessionView,
} from '@rollcall/vocabulary'
import { describe, expect, it } from 'vitest'
import { isForeignKeyViolation, isSerializationFailure, isUniqueViolation } from './prisma-errors.ts'
import { describeEachEngine } from './testing/index.ts'

const CLOSED_SETS: [constraint: string, words: readonly string[]][] = [
  ['users_role_known', ROLES],
  ['users_status_known', userStatus.options],
  ['users_edited_fields_known', PROFILE_FIELDS],
  ['connections_kind_known', connectionKind.options],
  ['connections_cloud_known', cloud.options],
  ['connections_default_role_known', ROLES],
  ['connections_leaver_policy_known', leaverPolicy.options],
  ['connections_credential_kind_known', credentialKind.options],
  ['connections_secret_expiry_source_known', expirySource.options],
  ['connections_schedule_paused_reason_known', schedulePauseReason.options],
  ['entra_identities_user_type_known', ['member', 'guest']],
  ['entra_groups_kind_known', groupView.shape.kind.options],
  ['entra_group_members_member_kind_known', ['user', 'group', 'other']],
  ['group_mappings_mode_known', mappingMode.options],
  ['sync_runs_status_known', runStatus.options],
  ['sync_runs_mode_known', runMode.options],
  ['sync_runs_trigger_known', runTrigger.options],
  ['sync_changes_kind_known', changeKind.options],
  ['sync_changes_outcome_known', changeOutcome.options],
  ['conflicts_status_known', conflictStatus.options],
  ['conflicts_reason_known', conflictReason.options],
  ['api_keys_role_known', ROLES],
  ['wallet_sessions_purpose_known', walletSessionView.shape.purpose.options],
  ['wallet_sessions_status_known', walletSessionStatus.options],
  ['wallet_sessions_notice_known', walletNotice.options],
  ['wallet_sessions_opened_via_known', ['staff', 'self', 'link', 'invitation', 'sign_in']],
  ['capability_grants_end_reason_known', ['revoked', 'expired', 'disabled']],
  ['mailings_status_known', mailingStatus.options],
  ['emails_kind_known', emailKind.options],
  ['emails_status_known', emailStatus.options],
  ['scim_requests_outcome_known', scimOutcome.options],
  ['scim_requests_resource_type_known', scimResourceType.options],
]
const DID = `did:vaultys:${'01'.repeat(20)}`

describeEachEngine('the schema', (open) => {
  const caught = (promise: Promise<unknown>) => promise.then(() => null).catch((error: unknown) => error)
  const addUser = (data: object = {}) => open().client.user.create({ data: { name: 'Ana', ...data } })
  const addConnection = () => open().client.connection.create({ data: { displayName: 'Contoso' } })
  const runOf = (connectionId: string, status: string) => ({
    connectionId,
    status,
    mode: 'full',
    trigger: 'manual',
    actor: {},
    scope: {},
  })

  it('knows the same words as the vocabulary, and no closed set is left out here', async () => {
    const rows = await open().client.$queryRaw<{ name: string; definition: string }[]>`
      select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint where conname like '%\_known'`
    const found = rows.map(({ name, definition }) => [name, wordsOf(definition)] as const)
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(CLOSED_SETS))
  })

  it('refuses a word outside a closed set, and a claim without a wallet', async () => {
    await expect(addUser({ status: 'retired' })).rejects.toThrow('users_status_known')
    await expect(addUser({ editedFields: ['shoeSize'] })).rejects.toThrow('users_edited_fields_known')
    await expect(addUser({ claimedAt: new Date() })).rejects.toThrow('users_claimed_has_did')
    await addUser({
      claimedAt: new Date(),
      did: `did:vaultys:${'02'.repeat(20)}`,
      editedFields: ['name', 'email'],
    })
  })

  it('keeps comparison and search forms beside what was entered', async () => {
    const user = await addUser({ name: 'Élodie DURAND', email: 'Elodie@Contoso.COM', department: 'R&D' })
    expect(user.emailKey).toBe('elodie@contoso.com')
    expect(user.searchText).toBe('elodie durand elodie@contoso.com r&d')
    const renamed = await open().client.user.update({ where: { id: user.id }, data: { email: null } })
    expect([renamed.emailKey, renamed.searchText]).toEqual([null, 'elodie durand  r&d'])
  })

  it('allows one active run per connection, and any number of finished ones', async () => {
    const { id } = await addConnection()
    const { syncRun } = open().client
    const finished = runStatus.options.filter(
      (status) => !ACTIVE_RUN_STATUSES.some((active) => active === status),
    )
    for (const status of [...finished, ...finished]) await syncRun.create({ data: runOf(id, status) })
    for (const status of ACTIVE_RUN_STATUSES) {
      const run = await syncRun.create({ data: runOf(id, status) })
      const second = await caught(syncRun.create({ data: runOf(id, 'queued') }))
      expect(isUniqueViolation(second, 'sync_runs_one_active')).toBe(true)
      await syncRun.update({ where: { id: run.id }, data: { status: 'succeeded' } })
    }
    const other = await addConnection()
    await syncRun.create({ data: runOf(id, 'queued') })
    await syncRun.create({ data: runOf(other.id, 'queued') })
  })

  it('lets a membership name the mapping it came from, or the hand that gave it', async () => {
    const { client } = open()
    const [user, connection] = [await addUser(), await addConnection()]
    const realm = await client.realm.create({ data: { name: 'R', slug: 'r', color: 'blue' } })
    const mapping = await client.groupMapping.create({
      data: { connectionId: connection.id, groupObjectId: 'g', mode: 'existing', realmId: realm.id },
    })
    const ids = { realmId: realm.id, userId: user.id }
    await client.realmMembership.create({ data: { ...ids, origin: 'hand' } })
    await client.realmMembership.create({ data: { ...ids, origin: mapping.id, mappingId: mapping.id } })
    await expect(client.realmMembership.create({ data: { ...ids, origin: mapping.id } })).rejects.toThrow(
      'realm_memberships_origin_names_mapping',
    )
    await client.groupMapping.delete({ where: { id: mapping.id } })
    expect(await client.realmMembership.count({ where: ids })).toBe(1)
  })

  describe('an error', () => {
    it('is known as a duplicate, by constraint, from models and from raw SQL', async () => {
      const { client } = open()
      const { id } = await addUser({ did: DID })
      const errors = [
        await caught(addUser({ did: DID })),
        await caught(client.$executeRaw`insert into users select * from users where id = ${id}::uuid`),
        await caught(
          client.$queryRaw`insert into users (id, name, did) values (gen_random_uuid(), 'x', ${DID})`,
        ),
        await caught(open().change((tx) => tx.user.create({ data: { name: 'x', did: DID } }))),
      ]
      expect(errors.map((error) => isUniqueViolation(error))).toEqual([true, false, true, true])
      expect(errors.map((error) => isUniqueViolation(error, 'users_did_key'))).toEqual([
        true,
        false,
        true,
        true,
      ])
      expect(isUniqueViolation(errors[0], 'users_pkey')).toBe(false)
    })

    it('is known as a missing row that was pointed to', async () => {
      const { client } = open()
      const session = { userId: crypto.randomUUID(), tokenHash: new Uint8Array(32), expiresAt: new Date() }
      const fromModel = await caught(client.session.create({ data: session }))
      const fromRaw = await caught(
        client.$executeRaw`insert into password_credentials values (gen_random_uuid(), 'x')`,
      )
      expect(isForeignKeyViolation(fromModel, 'sessions_user_id_fkey')).toBe(true)
      expect(isForeignKeyViolation(fromRaw, 'password_credentials_user_id_fkey')).toBe(true)
      expect(isForeignKeyViolation(fromRaw, 'sessions_user_id_fkey')).toBe(false)
      expect(isUniqueViolation(fromRaw)).toBe(false)
    })

    it('is nothing of the kind when it comes from elsewhere', () => {
      for (const error of [new Error('duplicate key'), null, 'x', { code: 'P2002' }]) {
        expect([
          isUniqueViolation(error),
          isForeignKeyViolation(error),
          isSerializationFailure(error),
        ]).toEqual([false, false, false])
      }
    })
  })
})

/** The quoted words of a CHECK, in order; PostgreSQL writes each as 'word'::text. */
function wordsOf(definition: string): string[] {
  return [...definition.matchAll(/'([^']+)'::text/g)].map((match) => match[1] ?? '')
}
