import { Button, Textarea } from '@mantine/core'
import { CopyField, KeyValueList } from '@rollcall/ui'
import { useState } from 'react'
import { CertificateGuide } from './certificate-guide.tsx'
import { toExpiryFact } from './credential-expiry.ts'
import type { CredentialsFieldsProps, StoredCredential } from './credentials-fields.tsx'
import classes from './credentials-fields.module.css'
import { entersCredential } from './credentials-values.ts'

const MONO = { input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.75rem' } }

/** The certificate in use, or the two halves of a new one. */
export function CertificateFields({ form, stored }: CredentialsFieldsProps) {
  const [replacing, setReplacing] = useState(false)
  if (stored && !replacing && !entersCredential(form.values)) {
    return <KeptCertificate stored={stored} onReplace={() => setReplacing(true)} />
  }
  return (
    <>
      <Textarea
        label="Certificate"
        description="The whole PEM text. The same certificate is uploaded in Entra."
        placeholder="-----BEGIN CERTIFICATE-----"
        required
        rows={5}
        spellCheck={false}
        autoComplete="off"
        styles={MONO}
        {...form.getInputProps('certificate.certificate')}
      />
      <Textarea
        label="Private key"
        description="The whole PEM text, without a password. Stored encrypted and never shown again."
        placeholder="-----BEGIN PRIVATE KEY-----"
        required
        rows={5}
        spellCheck={false}
        autoComplete="off"
        styles={MONO}
        {...form.getInputProps('certificate.privateKey')}
      />
      <CertificateGuide cloud={form.values.cloud} clientId={form.values.clientId} />
    </>
  )
}

function KeptCertificate({ stored, onReplace }: { stored: StoredCredential; onReplace: () => void }) {
  const { thumbprint } = stored.credential
  return (
    <div>
      <div className={classes.label}>Certificate</div>
      <div className={classes.kept}>
        <div className={classes.facts}>
          <KeyValueList
            items={[
              {
                label: 'Thumbprint',
                value: thumbprint ? <CopyField label="Thumbprint" value={thumbprint} /> : null,
              },
              { label: 'Expires on', value: toExpiryFact(stored.credential) },
              { label: 'Private key', value: stored.text },
            ]}
          />
        </div>
        <Button variant="subtle" size="compact-sm" onClick={onReplace}>
          Replace
        </Button>
      </div>
    </div>
  )
}
