import { Button } from '@mantine/core'
import { Callout, Details, LinkButton } from '@rollcall/ui'
import { isLiveWallet, type WalletNotice, type WalletSessionView } from '@rollcall/vocabulary'
import { CircleCheck, RefreshCw, Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import { toNoticeAdvice, toRefusalAdvice } from '../../lib/wallet-state.ts'
import { QrActions } from './qr-actions.tsx'
import classes from './qr-panel.module.css'
import { QrPlate } from './qr-plate.tsx'
import { StateLine } from './state-line.tsx'
import { useShownCode } from './use-shown-code.ts'

export interface QrPanelProps {
  session: WalletSessionView
  /** By how much the server's clock is ahead of this one, in milliseconds. */
  clockSkewMs: number
  /** True while news about the QR cannot arrive. */
  connectionLost: boolean
  /** The reader holds the phone with the wallet: opening it comes before the code. */
  onThisPhone?: boolean
  renewing: boolean
  onRenew: () => void
}

/** One QR with its time, its state and what to do about it. Shows a finished one as well, without moving anything. */
export function QrPanel(props: QrPanelProps) {
  const { session, clockSkewMs, connectionLost, onThisPhone = false } = props
  const { code, other, last, choose } = useShownCode(session)
  const live = isLiveWallet(session.status)
  const ended = !live && session.status !== 'done'
  const own = onThisPhone && live ? session.openInWallet : null
  const plate = <QrPlate text={last} cover={toCover(props)} />
  return (
    <div className={classes.root}>
      {own ? <OpenInWallet href={own} /> : null}
      {own ? <Details label="The wallet is on another phone">{plate}</Details> : null}
      {own || (last === null && ended) ? null : plate}
      {session.status === 'failed' ? null : (
        <StateLine
          session={session}
          clockSkewMs={clockSkewMs}
          connectionLost={connectionLost}
          onThisPhone={own !== null}
        />
      )}
      {session.notice && live ? <Notice notice={session.notice} otherForm={other !== undefined} /> : null}
      {session.status === 'failed' ? (
        <Callout tone="danger" title={toRefusalAdvice(session).title} announce="assertive">
          {toRefusalAdvice(session).text}
        </Callout>
      ) : null}
      {last === null && ended ? <Renew {...props} /> : null}
      {live && code ? (
        <QrActions code={code} purpose={session.purpose} other={own ? undefined : other} onOther={choose} />
      ) : null}
    </div>
  )
}

function Notice({ notice, otherForm }: { notice: WalletNotice; otherForm: boolean }) {
  const { title, text } = toNoticeAdvice(notice, otherForm)
  return (
    <Callout tone="warning" title={title} announce="polite">
      {text}
    </Callout>
  )
}

function OpenInWallet({ href }: { href: string }) {
  return (
    <LinkButton
      href={href}
      target="_blank"
      size="md"
      fullWidth
      leftSection={<Smartphone size={18} aria-hidden />}
    >
      Open in wallet
    </LinkButton>
  )
}

/** What lies over the code in every state but the open one. */
function toCover(props: QrPanelProps): ReactNode {
  switch (props.session.status) {
    case 'open':
      return null
    case 'connected':
      return <Smartphone size={56} strokeWidth={1.5} aria-hidden />
    case 'done':
      return <CircleCheck size={56} strokeWidth={1.5} color="#15803d" aria-hidden />
    case 'expired':
    case 'cancelled':
    case 'failed':
      return <Renew {...props} />
  }
}

function Renew({ renewing, onRenew }: Pick<QrPanelProps, 'renewing' | 'onRenew'>) {
  return (
    <Button leftSection={<RefreshCw size={16} aria-hidden />} loading={renewing} onClick={onRenew}>
      Show a new code
    </Button>
  )
}
