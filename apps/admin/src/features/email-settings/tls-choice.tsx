import { Radio, Stack } from '@mantine/core'
import { Callout } from '@rollcall/ui'
import { smtpTls, type SmtpTls } from '@rollcall/vocabulary'
import { isThisMachine, toFollowingPort } from './smtp-values.ts'
import type { SmtpFormState } from './use-smtp-form.ts'

const CHOICES: Record<SmtpTls, { label: string; text: string }> = {
  starttls: {
    label: 'STARTTLS, usually port 587',
    text: 'Begins in clear and must become encrypted before anything is sent. What most providers offer.',
  },
  implicit: {
    label: 'Implicit TLS, usually port 465',
    text: 'Encrypted before a word is said. Also called SSL/TLS.',
  },
  none: {
    label: 'Not encrypted',
    text: 'Only for a relay on this machine: everything travels readable.',
  },
}

/** How the way to the mail server is encrypted; the port goes along until one of its own was typed. */
export function TlsChoice({ form }: { form: SmtpFormState }) {
  const { tls, port, host } = form.values
  function choose(value: string) {
    const next = smtpTls.parse(value)
    form.setFieldValue('port', toFollowingPort(port, tls, next))
    form.setFieldValue('tls', next)
  }
  return (
    <>
      <Radio.Group label="Encryption" value={tls} error={form.errors['tls']} onChange={choose}>
        <Stack gap="sm" mt="xs">
          {smtpTls.options.map((value) => (
            <Radio key={value} value={value} label={CHOICES[value].label} description={CHOICES[value].text} />
          ))}
        </Stack>
      </Radio.Group>
      {tls === 'none' && host.trim() !== '' && !isThisMachine(host) ? (
        <Callout tone="warning" title="This server is on another machine" announce="polite">
          Whoever can watch the network in between reads the messages and the links in them. Choose an
          encrypted way unless that network is yours.
        </Callout>
      ) : null}
    </>
  )
}
