import { Panel, StatusBadge, UiLink, type Tone } from '@rollcall/ui'
import type { AttentionItem } from '@rollcall/vocabulary'
import {
  ChevronRight,
  CircleCheck,
  CircleX,
  Hourglass,
  PauseCircle,
  Plug,
  RefreshCw,
  Split,
  type LucideIcon,
} from 'lucide-react'
import classes from './attention.module.css'

const LOOKS: Record<AttentionItem['kind'], { tone: Tone; word: string; Icon: LucideIcon }> = {
  conflicts: { tone: 'warning', word: 'Decide', Icon: Split },
  held_plan: { tone: 'warning', word: 'Waiting', Icon: PauseCircle },
  wallet_taken: { tone: 'danger', word: 'Refused', Icon: CircleX },
  mailing_paused: { tone: 'warning', word: 'Paused', Icon: PauseCircle },
  schedule_paused: { tone: 'danger', word: 'Paused', Icon: PauseCircle },
  credential_expired: { tone: 'danger', word: 'Expired', Icon: CircleX },
  credential_expiring: { tone: 'warning', word: 'Expiring', Icon: Hourglass },
  failed_run: { tone: 'danger', word: 'Failed', Icon: CircleX },
  failed_check: { tone: 'danger', word: 'Failing', Icon: CircleX },
  no_connection: { tone: 'info', word: 'To do', Icon: Plug },
  never_synced: { tone: 'info', word: 'To do', Icon: RefreshCw },
  push_no_token: { tone: 'warning', word: 'To do', Icon: Plug },
  push_token_expired: { tone: 'danger', word: 'Expired', Icon: CircleX },
  push_token_expiring: { tone: 'warning', word: 'Expiring', Icon: Hourglass },
  push_never_called: { tone: 'info', word: 'Waiting', Icon: Hourglass },
}

/** What a person should do next; each line leads to the place where it is done. */
export function Attention({ items }: { items: readonly AttentionItem[] }) {
  return (
    <Panel title="Needs attention" flush>
      {items.length === 0 ? (
        <p className={classes.calm}>
          <CircleCheck size={18} aria-hidden />
          Nothing needs you right now.
        </p>
      ) : (
        <ul className={classes.list} aria-label="Needs attention">
          {items.map((item) => (
            <Line key={`${item.kind} ${item.href}`} item={item} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Line({ item }: { item: AttentionItem }) {
  const { tone, word, Icon } = LOOKS[item.kind]
  return (
    <li>
      <UiLink href={item.href} className={classes.line}>
        <span className={classes.words}>
          <StatusBadge tone={tone} icon={Icon}>
            {word}
          </StatusBadge>
          <span>{item.text}</span>
        </span>
        <ChevronRight size={16} aria-hidden className={classes.arrow} />
      </UiLink>
    </li>
  )
}
