import { Button, Divider, Stack, Text } from '@mantine/core'
import { Details } from '@rollcall/ui'
import type { InstanceView, MeView } from '@rollcall/vocabulary'
import type { ReactNode } from 'react'
import { usePageTitle } from '../../lib/page-title.ts'
import { PublicFrame } from '../../shell/public-frame.tsx'
import { DemoSignIn } from './demo-sign-in.tsx'
import { readWayIn, rememberWayIn, type WayIn } from './last-way-in.ts'
import { SignInForm } from './sign-in-form.tsx'
import { useEnter } from './use-enter.ts'

export interface SignInPageProps {
  instance: InstanceView
  /** The page that was asked for before signing in. */
  next: string | undefined
  /** True while a QR is shown, which then has the page to itself. */
  scanning: boolean
  onLeaveScan: () => void
  renderWallet: (onEnter: (me: MeView) => void) => ReactNode
}

export function SignInPage({ instance, next, scanning, onLeaveScan, renderWallet }: SignInPageProps) {
  usePageTitle('Sign in')
  const enter = useEnter(next)
  const enterBy = (way: WayIn) => (me: MeView) => {
    rememberWayIn(way)
    enter(me)
  }
  const wallet = renderWallet(enterBy('wallet'))
  if (scanning) return <Scanning onLeave={onLeaveScan}>{wallet}</Scanning>
  if (instance.demo) {
    return (
      <PublicFrame
        title="Look around the demo"
        description="A sample company of made-up people. Choose whose eyes to look through; nothing here is real."
      >
        <Stack gap="lg">
          <DemoSignIn onEnter={enter} />
          <Divider label="or with the wallet an account was claimed with" />
          {wallet}
          <AnotherWay onEnter={enterBy('password')} />
        </Stack>
      </PublicFrame>
    )
  }
  return (
    <PublicFrame
      title="Sign in to Rollcall"
      description="Scan a QR with the Vaultys wallet that you claimed your account with."
    >
      <Stack gap="lg">
        {wallet}
        <Divider />
        <AnotherWay onEnter={enterBy('password')} defaultOpen={readWayIn() === 'password'} />
      </Stack>
    </PublicFrame>
  )
}

function Scanning({ children, onLeave }: { children: ReactNode; onLeave: () => void }) {
  return (
    <PublicFrame title="Sign in with your wallet">
      <Stack>
        {children}
        <Button variant="subtle" onClick={onLeave}>
          Use another way
        </Button>
      </Stack>
    </PublicFrame>
  )
}

function AnotherWay({ onEnter, defaultOpen }: { onEnter: (me: MeView) => void; defaultOpen?: boolean }) {
  return (
    <Details label="Another way: email and password" defaultOpen={defaultOpen}>
      <Stack>
        <SignInForm onEnter={onEnter} />
        <Text size="sm" c="dimmed">
          Few accounts have a password. Forgotten yours? An owner of this server can help you.
        </Text>
      </Stack>
    </Details>
  )
}
