import { CloudCog, KeyRound, ListChecks, RefreshCw, type LucideIcon } from 'lucide-react'
import { DisabledReason, LinkButton, Panel, UiLink } from '@rollcall/ui'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import classes from './first-run.module.css'

const STEPS: readonly { Icon: LucideIcon; title: string; text: string }[] = [
  {
    Icon: CloudCog,
    title: 'Register an application',
    text: 'In Microsoft Entra, with two read permissions. A guide leads you.',
  },
  { Icon: KeyRound, title: 'Enter three values', text: 'Tenant ID, client ID and client secret.' },
  { Icon: ListChecks, title: 'Check the connection', text: 'Every problem comes with its fix.' },
  { Icon: RefreshCw, title: 'Review, then sync', text: 'You see each change before anything is written.' },
]

/** The start of an empty installation: what to do first, and what will happen. */
export function FirstRun() {
  const reason = useForbiddenReason('connections.edit')
  return (
    <Panel>
      <div className={classes.root}>
        <h2 className={classes.title}>Connect your directory to begin</h2>
        <p className={classes.text}>
          Rollcall brings the people of your Microsoft Entra tenant here, keeps them in step, and changes
          nothing on Microsoft’s side. It takes about ten minutes.
        </p>
        <ol className={classes.steps}>
          {STEPS.map(({ Icon, title, text }, index) => (
            <li key={title} className={classes.step}>
              <span className={classes.icon}>
                <Icon size={20} aria-hidden />
              </span>
              <span className={classes.stepTitle}>
                {index + 1}. {title}
              </span>
              <span className={classes.stepText}>{text}</span>
            </li>
          ))}
        </ol>
        <DisabledReason reason={reason}>
          <LinkButton href="/settings/integrations/entra/new" size="md">
            Connect Microsoft Entra ID
          </LinkButton>
        </DisabledReason>
        <p className={classes.text}>
          Or let Entra, Okta or another system send people here:{' '}
          <UiLink href="/settings/integrations/scim/new" className="ui-link">
            set up SCIM provisioning
          </UiLink>
          .
        </p>
      </div>
    </Panel>
  )
}
