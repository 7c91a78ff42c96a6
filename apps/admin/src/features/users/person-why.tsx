import { Skeleton, Stack, Text, Title } from '@mantine/core'
import { Details, KeyValueList, Panel } from '@rollcall/ui'
import { PROFILE_LABELS, type UserId, type UserWhyView } from '@rollcall/vocabulary'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTRPC } from '../../lib/trpc.ts'
import { GroupPaths } from '../../shell/group-paths.tsx'
import { QueryPart } from '../../shell/query-part.tsx'
import { WhyList, WhyMeta } from '../../shell/why-list.tsx'

/** Why this person is here and everything about them is as it is, from what is stored. */
export function PersonWhy({ id }: { id: UserId }) {
  const trpc = useTRPC()
  const query = useQuery(trpc.users.why.queryOptions({ id }))
  return (
    <Panel title="Why is this person here?">
      <QueryPart query={query} skeleton={<WhySkeleton />} failed="The reasons could not be loaded">
        {(why) => <Reasons why={why} />}
      </QueryPart>
    </Panel>
  )
}

function Reasons({ why }: { why: UserWhyView }) {
  return (
    <Stack gap="lg">
      <div>
        <Text fw={600}>{why.answer.text}</Text>
        <WhyMeta statement={why.answer} />
      </div>
      <Part title="The account">
        <WhyList label="The account" statements={why.account} />
      </Part>
      {why.directories.map((record) => (
        <Part key={record.identityId} title={`In ${record.connectionName}`}>
          <WhyList label={`In ${record.connectionName}`} statements={record.statements} />
          <GroupPaths groups={record.groups} />
        </Part>
      ))}
      {why.realms.map(({ realm, ways }) => (
        <Part key={realm.id} title={`In the realm ${realm.name}`}>
          <WhyList label={`In the realm ${realm.name}`} statements={ways} />
        </Part>
      ))}
      <Details label="Where each value of the profile comes from">
        <Fields fields={why.fields} />
      </Details>
    </Stack>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap="xs">
      <Title order={3} fz="sm">
        {title}
      </Title>
      {children}
    </Stack>
  )
}

function Fields({ fields }: Pick<UserWhyView, 'fields'>) {
  return (
    <KeyValueList
      columns={2}
      items={fields.map(({ field, value, why, directory }) => ({
        label: PROFILE_LABELS[field],
        value: (
          <Stack gap={2}>
            <span>{value ?? 'Not set'}</span>
            <Text size="sm" c="dimmed">
              {why.text}
            </Text>
            <WhyMeta statement={why} />
            {directory ? (
              <Text size="sm" c="dimmed">
                {directory.text}
              </Text>
            ) : null}
          </Stack>
        ),
      }))}
    />
  )
}

function WhySkeleton() {
  return (
    <Stack gap="md" aria-busy="true">
      {['60%', '45%', '52%', '40%'].map((width) => (
        <Skeleton key={width} height={14} width={width} radius="sm" />
      ))}
    </Stack>
  )
}
