import { Stack, Text, UnstyledButton } from '@mantine/core'
import { Callout, UiLink } from '@rollcall/ui'
import type { MeView } from '@rollcall/vocabulary'
import { useMutation } from '@tanstack/react-query'
import { ChevronRight, Crown, Headset, UserRound } from 'lucide-react'
import { toProblem } from '../../lib/problem.ts'
import { signInToDemo } from '../../lib/session.ts'
import classes from './demo-sign-in.module.css'

const ROLES = [
  { role: 'owner', label: 'Owner', text: 'May do everything: connect, sync, decide.', Icon: Crown },
  {
    role: 'operator',
    label: 'Operator',
    text: 'Support staff: help people who have not claimed.',
    Icon: Headset,
  },
  { role: 'member', label: 'Member', text: 'One of the people: sees their own profile.', Icon: UserRound },
] as const

/** One press signs in as a made-up person of the role. */
export function DemoSignIn({ onEnter }: { onEnter: (me: MeView) => void }) {
  const attempt = useMutation({ mutationFn: signInToDemo, onSuccess: onEnter })
  return (
    <Stack gap="xs">
      {attempt.isError ? (
        <Callout tone="danger" announce="assertive">
          {toProblem(attempt.error).message}
        </Callout>
      ) : null}
      {ROLES.map(({ role, label, text, Icon }) => (
        <UnstyledButton
          key={role}
          className={classes.choice}
          disabled={attempt.isPending}
          aria-label={`Sign in as ${label}`}
          onClick={() => attempt.mutate({ role })}
        >
          <span className={classes.icon}>
            <Icon size={18} aria-hidden />
          </span>
          <span className={classes.words}>
            <span className={classes.label}>Sign in as {label}</span>
            <span className={classes.text}>{text}</span>
          </span>
          <ChevronRight size={16} aria-hidden />
        </UnstyledButton>
      ))}
      <Text size="sm" c="dimmed">
        Email of the demo reaches nobody.{' '}
        <UiLink href="/demo/mailbox" className="ui-link" style={{ textDecoration: 'underline' }}>
          Open mailbox
        </UiLink>
      </Text>
    </Stack>
  )
}
