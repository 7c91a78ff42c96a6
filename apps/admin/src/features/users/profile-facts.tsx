import { Stack } from '@mantine/core'
import { Callout, KeyValueList, Panel } from '@rollcall/ui'
import { PROFILE_FIELDS, PROFILE_LABELS, type UserDetailView } from '@rollcall/vocabulary'

/** The profile for readers who may not edit it, and why they may not. */
export function ProfileFacts({ user, reason }: { user: UserDetailView; reason: string }) {
  return (
    <Panel title="Profile">
      <Stack gap="md">
        <Callout tone="info">{reason}</Callout>
        <KeyValueList
          items={[
            ...PROFILE_FIELDS.map((field) => ({ label: PROFILE_LABELS[field], value: user[field] })),
            { label: 'Description', value: user.description },
          ]}
        />
      </Stack>
    </Panel>
  )
}
