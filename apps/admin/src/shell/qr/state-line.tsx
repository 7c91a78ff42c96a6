import { toneIcons } from '@rollcall/ui'
import { isLiveWallet, type WalletSessionView } from '@rollcall/vocabulary'
import { toWalletLook } from '../../lib/wallet-state.ts'
import { CountdownRing } from './countdown-ring.tsx'
import classes from './qr-panel.module.css'
import { useCountdown } from './use-countdown.ts'

export interface StateLineProps {
  session: WalletSessionView
  clockSkewMs: number
  connectionLost: boolean
  /** The wallet is on the device that shows this. */
  onThisPhone?: boolean
}

/** Where the QR stands, read out as it changes, and how long it still lasts. */
export function StateLine({ session, clockSkewMs, connectionLost, onThisPhone = false }: StateLineProps) {
  const live = isLiveWallet(session.status)
  const countdown = useCountdown(session, clockSkewMs, live)
  const look = toWalletLook(session)
  const Icon = toneIcons[look.tone]
  return (
    <div className={classes.line}>
      {live ? (
        <CountdownRing countdown={countdown} />
      ) : (
        <span className={classes.icon} data-tone={look.tone}>
          <Icon size={28} aria-hidden />
        </span>
      )}
      <div className={classes.words}>
        <output className={classes.state} data-tone={look.tone}>
          {look.word}
        </output>
        <span className={classes.hint}>{connectionLost ? LOST : toHint(session, onThisPhone)}</span>
      </div>
    </div>
  )
}

const LOST = 'The connection to the server is lost. Trying again…'

function toHint({ status, qr }: WalletSessionView, onThisPhone: boolean): string {
  switch (status) {
    case 'open':
      if (onThisPhone) return 'Open the wallet and confirm there, then come back.'
      return qr.length > 0 ? 'Scan the code with the Vaultys wallet.' : 'The code is on the other screen.'
    case 'connected':
      return 'Keep the wallet open until it says that it is done.'
    case 'expired':
      return 'Codes are short-lived, so that nobody can use one later.'
    case 'cancelled':
      return 'It was closed here, or another one was shown.'
    case 'done':
    case 'failed':
      return ''
  }
}
