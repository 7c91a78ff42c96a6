import { Divider, Stack, Text } from '@mantine/core'
import { Details } from '@rollcall/ui'
import type { InstanceView } from '@rollcall/vocabulary'
import { usePageTitle } from '../../lib/page-title.ts'
import { PublicFrame } from '../../shell/public-frame.tsx'
import { DemoSignIn } from './demo-sign-in.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { useEnter } from './use-enter.ts'

export interface SignInPageProps {
  instance: InstanceView
  /** The page that was asked for before signing in. */
  next: string | undefined
}

export function SignInPage({ instance, next }: SignInPageProps) {
  usePageTitle('Sign in')
  const enter = useEnter(next)
  if (instance.demo) {
    return (
      <PublicFrame
        title="Look around the demo"
        description="A sample company of made-up people. Choose whose eyes to look through; nothing here is real."
      >
        <Stack gap="lg">
          <DemoSignIn onEnter={enter} />
          <Divider />
          <Details label="Sign in with a password instead">
            <SignInForm onEnter={enter} />
          </Details>
        </Stack>
      </PublicFrame>
    )
  }
  return (
    <PublicFrame title="Sign in to Rollcall" description="Keep your people in step with your directory.">
      <SignInForm onEnter={enter} />
      <Text size="sm" c="dimmed" mt="lg">
        No password yet, or forgotten it? An owner of this server can help you.
      </Text>
    </PublicFrame>
  )
}
