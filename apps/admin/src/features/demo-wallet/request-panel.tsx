import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { Callout, CopyField, KeyValueList } from '@rollcall/ui'
import type { ReactNode } from 'react'
import { Fingerprint } from '../../shell/qr/fingerprint.tsx'
import { useKeepFocus } from '../../shell/qr/use-keep-focus.ts'
import type { WalletRequest } from './recognise-link.ts'
import classes from './request-panel.module.css'
import type { RequestState } from './request-state.ts'
import type { DemoWallet } from './use-demo-wallet.ts'
import type { StoredWallet } from './wallet-store.ts'

export interface RequestPanelProps {
  wallet: DemoWallet
  onLeave: () => void
}

/** One request from the QR to its end: who asks for what, with which wallet, and the person's word. */
export function RequestPanel({ wallet, onLeave }: RequestPanelProps) {
  const card = useKeepFocus<HTMLElement>()
  return (
    <section ref={card} tabIndex={-1} className={classes.card} aria-label="Request">
      <Body wallet={wallet} state={wallet.state} onLeave={onLeave} />
    </section>
  )
}

function Body({ wallet, state, onLeave }: RequestPanelProps & { state: RequestState }) {
  switch (state.step) {
    case 'none':
      return null
    case 'asked':
    case 'connecting':
      return <Asked wallet={wallet} state={state} onLeave={onLeave} />
    case 'connected':
    case 'approving':
      return <Connected wallet={wallet} state={state} onLeave={onLeave} />
    case 'done':
      return <Done used={state.wallet} request={state.request} onLeave={onLeave} />
    case 'failed':
      return (
        <Stack>
          <Callout tone="danger" title="It did not work" announce="assertive">
            {state.text}
          </Callout>
          <Group gap="xs">
            <Button onClick={() => wallet.ask(state.request)}>Try again</Button>
            <Button variant="default" onClick={onLeave}>
              Close request
            </Button>
          </Group>
        </Stack>
      )
  }
}

function NoWallet({ onMake }: { onMake: () => void }) {
  return (
    <Callout
      tone="warning"
      title="This browser holds no wallet"
      action={<Button onClick={onMake}>Make a wallet</Button>}
    >
      A request needs one to answer it.
    </Callout>
  )
}

interface AskedProps extends RequestPanelProps {
  state: Extract<RequestState, { step: 'asked' | 'connecting' }>
}

function Asked({ wallet, state, onLeave }: AskedProps) {
  const { request, step } = state
  const used = wallet.wallet
  if (!used) return <NoWallet onMake={() => wallet.add('ed25519')} />
  return (
    <Stack>
      <Headline>{`A request from ${request.host}`}</Headline>
      <Text size="sm">{toWish(request)}</Text>
      <Select
        label="With the wallet"
        allowDeselect={false}
        data={wallet.wallets.map(({ id, name }) => ({ value: id, label: name }))}
        value={used.id}
        disabled={step === 'connecting'}
        onChange={(id) => id && wallet.choose(id)}
      />
      {used.usedAt && request.purpose !== 'login' ? (
        <UsedBefore onMake={() => wallet.add('ed25519')} />
      ) : null}
      <Group gap="xs">
        <Button loading={step === 'connecting'} onClick={() => void wallet.begin(request, used)}>
          Connect
        </Button>
        <Button variant="default" onClick={onLeave}>
          Close request
        </Button>
      </Group>
    </Stack>
  )
}

function UsedBefore({ onMake }: { onMake: () => void }) {
  return (
    <Callout
      tone="warning"
      title="This wallet has been used before"
      action={
        <Button variant="default" size="compact-sm" onClick={onMake}>
          Make a new wallet
        </Button>
      }
    >
      One wallet opens one account. To claim for another person, take another wallet.
    </Callout>
  )
}

interface ConnectedProps extends RequestPanelProps {
  state: Extract<RequestState, { step: 'connected' | 'approving' }>
}

function Connected({ wallet, state, onLeave }: ConnectedProps) {
  const { server, request } = state
  return (
    <Stack>
      <Headline>
        {request.purpose === 'login' ? 'Sign in to Rollcall?' : 'Bind this wallet to an account?'}
      </Headline>
      <Text size="sm">{toWish(request)} The server has proven that it holds the key below.</Text>
      <KeyValueList
        items={[
          { label: 'Server', value: request.host },
          {
            label: 'Server DID',
            value: <CopyField label="server DID" value={server.did} head={14} tail={4} />,
          },
          { label: 'Fingerprint', value: <span className="ui-mono">{server.fingerprint}</span> },
          { label: 'With', value: state.wallet.name },
        ]}
      />
      <Group gap="xs">
        <Button loading={state.step === 'approving'} onClick={() => void wallet.approve()}>
          Approve
        </Button>
        <Button variant="default" onClick={onLeave}>
          Decline
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        The server waits for a minute.
      </Text>
    </Stack>
  )
}

function Done({
  used,
  request,
  onLeave,
}: {
  used: StoredWallet
  request: WalletRequest
  onLeave: () => void
}) {
  return (
    <Stack>
      <Callout tone="success" title={request.purpose === 'login' ? 'Signed in' : 'Done'} announce="polite">
        {request.purpose === 'login'
          ? 'The page with the QR goes on by itself.'
          : `${used.name} is the key to the account now. The page with the QR shows the same fingerprint.`}
      </Callout>
      <Fingerprint value={used.fingerprint} label="Fingerprint of this wallet" />
      <Button variant="default" onClick={onLeave}>
        Close request
      </Button>
    </Stack>
  )
}

function Headline({ children }: { children: ReactNode }) {
  return <h2 className={classes.title}>{children}</h2>
}

function toWish({ purpose }: WalletRequest): string {
  if (purpose === 'claim') return 'Rollcall wants to bind this wallet to an account.'
  if (purpose === 'login') return 'Rollcall wants to know who you are, to sign you in.'
  return 'Rollcall wants this wallet to prove who it is: to bind it to an account, or to sign in.'
}
