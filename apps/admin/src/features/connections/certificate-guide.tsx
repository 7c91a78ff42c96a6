import { CodeBlock, Details, LinkButton } from '@rollcall/ui'
import { isGuid, type Cloud } from '@rollcall/vocabulary'
import { ExternalLink } from 'lucide-react'
import classes from './credentials-fields.module.css'
import { toGuideLinks } from './portal-links.ts'

/** One year is what most policies allow; the key stays without a password because syncs run while nobody is there. */
const COMMAND = [
  'openssl req -x509 -newkey rsa:2048 -sha256 -nodes -days 365 \\',
  '  -subj "/CN=Rollcall" -keyout rollcall-key.pem -out rollcall-cert.pem',
].join('\n')

export interface CertificateGuideProps {
  cloud: Cloud
  /** As entered so far; the link leads to the application once it is a whole ID. */
  clientId: string | null
}

/** How to make a certificate, and where each half of it goes. */
export function CertificateGuide({ cloud, clientId }: CertificateGuideProps) {
  const application = clientId?.trim() ?? ''
  const href = toGuideLinks(cloud, isGuid(application) ? application : null).credentials
  return (
    <Details label="How to make a certificate">
      <p className={classes.note}>On any computer with OpenSSL:</p>
      <CodeBlock code={COMMAND} label="the command" />
      <p className={classes.note}>
        In Entra, open the application’s <b>Certificates & secrets</b>, choose <b>Certificates</b>, then{' '}
        <b>Upload certificate</b>, and upload <span className="ui-mono">rollcall-cert.pem</span>. Paste both
        files here. The private key never goes to Microsoft; delete your copy once the check passes.
      </p>
      {href ? (
        <LinkButton
          href={href}
          target="_blank"
          variant="default"
          size="compact-sm"
          rightSection={<ExternalLink size={13} aria-hidden />}
        >
          Open Certificates & secrets
        </LinkButton>
      ) : null}
    </Details>
  )
}
