import { NumberInput, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { Callout, FormSection } from '@rollcall/ui'
import type { WalletSettingsView } from '@rollcall/vocabulary'
import classes from './settings-form.module.css'
import type { SettingsValues } from './settings-values.ts'

interface FieldsProps {
  form: UseFormReturnType<SettingsValues>
}

/** How long a QR may be scanned. */
export function CodeFields({ form }: FieldsProps) {
  return (
    <FormSection title="Codes">
      <NumberInput
        label="A QR lasts"
        description="Long enough to find the phone, short enough that a photo of it is worth nothing."
        min={1}
        max={15}
        allowDecimal={false}
        suffix=" minutes"
        styles={{ wrapper: { maxWidth: 200 } }}
        {...form.getInputProps('lifetimeMinutes')}
      />
    </FormSection>
  )
}

/** Which ways a QR offers. The relay is always there, so claims never depend on the data channel. */
export function ChannelFields({ form, settings }: FieldsProps & { settings: WalletSettingsView }) {
  return (
    <FormSection
      title="How wallets connect"
      description="A wallet can always answer through this server’s web address (the relay). A data channel (WebRTC) is what most wallets try first; when it does not get through, the QR changes to the relay by itself."
    >
      <Reach settings={settings} off={form.values.driver === 'off'} />
      <Radio.Group aria-label="Data channel" {...form.getInputProps('driver')}>
        <Stack gap="sm">
          <Radio
            value="werift"
            label="Data channel, built in"
            description="Nothing to install and safest against hostile packets. Enough for dozens of claims at a time."
          />
          <Radio
            value="node-datachannel"
            label="Data channel, native"
            description="Three to four times faster, in a process of its own; for large onboarding days. It needs a prebuilt part for this platform, and without that wallets use the relay."
          />
          <Radio
            value="off"
            label="No data channel"
            description="Every QR leads to the relay. Choose this when only web traffic reaches the server."
          />
        </Stack>
      </Radio.Group>
    </FormSection>
  )
}

/** Whether data channels can work here at all, as the server sees it. */
function Reach({ settings, off }: { settings: WalletSettingsView; off: boolean }) {
  if (off) return null
  if (settings.peerUnavailable) {
    return (
      <Callout tone="warning" title="Data channels cannot be offered now; wallets use the relay">
        {settings.peerUnavailable}
      </Callout>
    )
  }
  if (!settings.peerHost) return null
  return (
    <Callout tone="info" title={`Wallets look for this server at ${settings.peerHost}`}>
      They always use port 443 with TLS there, so /peerjs of that name has to lead to this server.
    </Callout>
  )
}

/** Where data channels arrive. Only networks with a firewall or NAT need any of it. */
export function AddressFields({ form }: FieldsProps) {
  return (
    <FormSection
      title="Network of the data channel"
      description="Leave these as they are when phones and server see each other. Behind NAT, in a container or behind a firewall, say what is open."
    >
      <Radio.Group label="UDP ports" {...form.getInputProps('ports')}>
        <Stack gap="sm">
          <Radio value="any" label="Any free port" />
          <Radio value="range" label="Only these" description="Open the same range in the firewall." />
        </Stack>
      </Radio.Group>
      {form.values.ports === 'range' ? <PortFields form={form} /> : null}
      <TextInput
        label="Public address"
        description="The IP address under which phones reach those ports. Empty: the addresses of this machine."
        placeholder="203.0.113.7"
        spellCheck={false}
        autoComplete="off"
        styles={{ wrapper: { maxWidth: 320 } }}
        {...form.getInputProps('publicAddress')}
      />
      <Textarea
        label="STUN and TURN servers"
        description="At most five, one a line. For networks that allow nothing else; the relay works without them."
        placeholder="stun:stun.example.org:3478"
        rows={3}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: 'ui-mono' }}
        {...form.getInputProps('iceServers')}
      />
    </FormSection>
  )
}

function PortFields({ form }: FieldsProps) {
  return (
    <div className={classes.pair}>
      <NumberInput
        label="First port"
        min={1024}
        max={65_535}
        allowDecimal={false}
        {...form.getInputProps('portFrom')}
      />
      <NumberInput
        label="Last port"
        min={1024}
        max={65_535}
        allowDecimal={false}
        {...form.getInputProps('portTo')}
      />
    </div>
  )
}
