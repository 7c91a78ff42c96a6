import { Button, Stack, Text } from '@mantine/core'
import { Callout, formatExactTime, KeyValueList, PersonCell } from '@rollcall/ui'
import { ROLE_LABELS, role, type PublicLinkView } from '@rollcall/vocabulary'
import { QrCode, Smartphone } from 'lucide-react'
import { toProblem } from '../../lib/problem.ts'
import { usePhone } from '../../lib/use-phone.ts'
import { PublicFrame } from '../../shell/public-frame.tsx'
import { QrPanel } from '../../shell/qr/qr-panel.tsx'
import type { BrowserQr } from '../../shell/qr/use-browser-qr.ts'
import { toOpenWords } from './link-words.ts'

export interface LinkOpenProps {
  link: PublicLinkView
  qr: BrowserQr
}

/** A link that works: who it is for, and then the QR. */
export function LinkOpen({ link, qr }: LinkOpenProps) {
  const words = toOpenWords(link)
  const phone = usePhone()
  if (!qr.session) {
    return (
      <PublicFrame title={words.title} description={words.text}>
        <Invitation link={link} qr={qr} phone={phone} />
      </PublicFrame>
    )
  }
  return (
    <PublicFrame
      title={phone ? 'Confirm in your wallet' : 'Scan this with your wallet'}
      description={link.name ? `For the account of ${link.name}.` : undefined}
    >
      <Stack>
        <Problem qr={qr} />
        <QrPanel
          key={qr.session.id}
          session={qr.session}
          clockSkewMs={qr.clockSkewMs}
          connectionLost={qr.connectionLost}
          onThisPhone={phone}
          renewing={qr.starting}
          onRenew={qr.start}
        />
      </Stack>
    </PublicFrame>
  )
}

function Invitation({ link, qr, phone }: LinkOpenProps & { phone: boolean }) {
  const Icon = phone ? Smartphone : QrCode
  return (
    <Stack>
      {link.name ? <PersonCell name={link.name} detail={toRoleName(link.role)} size={44} /> : null}
      <KeyValueList items={toFacts(link)} />
      <Problem qr={qr} />
      <Button
        size="md"
        fullWidth
        leftSection={<Icon size={18} aria-hidden />}
        loading={qr.starting}
        onClick={qr.start}
      >
        {phone ? 'Use the wallet on this phone' : 'Show the QR'}
      </Button>
      <Text size="sm" c="dimmed">
        You need the Vaultys wallet on your phone. Not expected? Then close this page; without your wallet
        nothing happens.
      </Text>
    </Stack>
  )
}

function Problem({ qr }: { qr: BrowserQr }) {
  if (!qr.problem) return null
  return (
    <Callout tone="danger" title="No QR could be shown" announce="assertive">
      {toProblem(qr.problem).message}
    </Callout>
  )
}

function toFacts({ sentBy, expiresAt }: PublicLinkView) {
  return [
    ...(sentBy ? [{ label: 'Sent by', value: sentBy }] : []),
    ...(expiresAt ? [{ label: 'Works until', value: formatExactTime(new Date(expiresAt)) }] : []),
  ]
}

function toRoleName(text: string | null): string | undefined {
  const known = role.safeParse(text)
  return known.success ? ROLE_LABELS[known.data] : undefined
}
