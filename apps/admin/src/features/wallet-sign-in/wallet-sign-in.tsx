import { Button, Stack } from '@mantine/core'
import { Callout } from '@rollcall/ui'
import type { ClaimId, MeView } from '@rollcall/vocabulary'
import { useMutation } from '@tanstack/react-query'
import { QrCode, Smartphone } from 'lucide-react'
import { useEffect, useEffectEvent, useRef } from 'react'
import { toProblem } from '../../lib/problem.ts'
import { enterByWallet, openSignInQr } from '../../lib/session.ts'
import { usePhone } from '../../lib/use-phone.ts'
import { QrPanel } from '../../shell/qr/qr-panel.tsx'
import { useBrowserQr } from '../../shell/qr/use-browser-qr.ts'

export interface WalletSignInProps {
  /** The QR this browser shows; kept in the address, so that coming back from the wallet finds it again. */
  session: ClaimId | undefined
  onSession: (id: ClaimId) => void
  onEnter: (me: MeView) => void
}

/** Signing in with the wallet: a QR on demand, and on as soon as the wallet has confirmed. */
export function WalletSignIn({ session: id, onSession, onEnter }: WalletSignInProps) {
  const phone = usePhone()
  const qr = useBrowserQr({ id, onId: onSession, open: openSignInQr })
  const enter = useEnterOnce(qr.session?.status === 'done' ? qr.session.id : undefined, onEnter)
  const problem: unknown = qr.problem ?? enter.error
  return (
    <Stack>
      {problem ? (
        <Callout tone="danger" title="The wallet could not sign in" announce="assertive">
          {toProblem(problem).message}
        </Callout>
      ) : null}
      {qr.session && !enter.isError ? (
        <QrPanel
          key={qr.session.id}
          session={qr.session}
          clockSkewMs={qr.clockSkewMs}
          connectionLost={qr.connectionLost}
          onThisPhone={phone}
          renewing={qr.starting}
          onRenew={qr.start}
        />
      ) : (
        <ShowQr
          phone={phone}
          busy={qr.starting || qr.restoring}
          onShow={() => {
            enter.reset()
            qr.start()
          }}
        />
      )}
    </Stack>
  )
}

function ShowQr({ phone, busy, onShow }: { phone: boolean; busy: boolean; onShow: () => void }) {
  const Icon = phone ? Smartphone : QrCode
  return (
    <Button size="md" fullWidth leftSection={<Icon size={18} aria-hidden />} loading={busy} onClick={onShow}>
      {phone ? 'Use the wallet on this phone' : 'Show the QR'}
    </Button>
  )
}

/** What a finished QR leads to can be collected once, so it is asked for once. */
function useEnterOnce(done: ClaimId | undefined, onEnter: (me: MeView) => void) {
  const asked = useRef<ClaimId>(undefined)
  const enter = useMutation({ mutationFn: enterByWallet, onSuccess: onEnter })
  const collect = useEffectEvent((id: ClaimId) => {
    if (asked.current === id) return
    asked.current = id
    enter.mutate(id)
  })
  useEffect(() => {
    if (done) collect(done)
  }, [done])
  return enter
}
