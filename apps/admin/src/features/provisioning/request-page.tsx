import { Stack, Text } from '@mantine/core'
import {
  Callout,
  CopyField,
  formatDuration,
  formatExactTime,
  KeyValueList,
  LinkButton,
  Page,
  PageHeader,
  Panel,
  type KeyValue,
} from '@rollcall/ui'
import type { ScimRequestDetail } from '@rollcall/vocabulary'
import { usePageTitle } from '../../lib/page-title.ts'
import { RequestBody } from './request-body.tsx'
import classes from './request-page.module.css'
import { OutcomeBadge, RequestPerson } from './request-table.tsx'
import {
  toAttributeName,
  toOutcomeLook,
  toOutcomeSentence,
  toReadablePath,
  toRequestAction,
  toStatusHint,
} from './request-words.ts'
import { toResourceHref, toSectionHref } from './sections.ts'
import { useConnectionName } from './use-connection-name.ts'

/** One request of the client: what came in, what was answered, and why. */
export function RequestPage({ request }: { request: ScimRequestDetail }) {
  const action = toRequestAction(request)
  usePageTitle(`${action} · Provisioning request`)
  return (
    <Page>
      <Header request={request} action={action} />
      <Panel title="What happened" actions={<RequestLinks request={request} />}>
        <Stack gap="md">
          <Why request={request} />
          <KeyValueList columns={2} items={toFacts(request)} />
        </Stack>
      </Panel>
      <div className={classes.bodies}>
        <RequestBody
          title="What came in"
          body={request.requestBody}
          empty={request.method === 'GET' ? 'A question has no body.' : 'The request had no body.'}
        />
        <RequestBody
          title="What was answered"
          body={request.responseBody}
          empty={
            request.status === 204 ? '204 says that it is done, without a body.' : 'The answer is not kept.'
          }
        />
      </div>
    </Page>
  )
}

function Header({ request, action }: { request: ScimRequestDetail; action: string }) {
  const name = useConnectionName(request.connectionId)
  return (
    <PageHeader
      title={action}
      breadcrumbs={[
        ...(name
          ? [
              { label: 'Integrations', href: '/settings/integrations' },
              { label: name, href: toSectionHref(request.connectionId, 'setup') },
            ]
          : []),
        { label: 'Requests', href: toSectionHref(request.connectionId, 'requests') },
        { label: action },
      ]}
      meta={<OutcomeBadge request={request} />}
      description={
        <span className="ui-mono">
          {request.method} {toReadablePath(request.path)}
        </span>
      }
    />
  )
}

function Why({ request }: { request: ScimRequestDetail }) {
  const { tone } = toOutcomeLook(request.outcome)
  const done = toOutcomeSentence(request.outcome)
  const hint = toStatusHint(request.status)
  if (tone === 'danger' || tone === 'warning') {
    return (
      <Callout tone={tone} title={request.why ?? `Answered with status ${request.status}`}>
        {hint ? `${done} ${hint}` : done}
      </Callout>
    )
  }
  return (
    <div>
      <Text fw={600}>{done}</Text>
      {request.why ? <Text size="sm">{request.why}</Text> : null}
      {hint ? (
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      ) : null}
    </div>
  )
}

function RequestLinks({ request: { connectionId, resourceId, outcome } }: { request: ScimRequestDetail }) {
  return (
    <>
      {outcome === 'conflict' ? (
        <LinkButton size="xs" href="/conflicts">
          Decide the conflict
        </LinkButton>
      ) : null}
      {outcome === 'held' ? (
        <LinkButton size="xs" href={`/sync-runs?connection=${connectionId}&status=awaiting_confirmation`}>
          Show what is held
        </LinkButton>
      ) : null}
      {resourceId ? (
        <>
          <LinkButton
            size="xs"
            variant="default"
            href={toSectionHref(connectionId, 'requests', { resource: resourceId })}
          >
            Other requests about it
          </LinkButton>
          <LinkButton size="xs" variant="default" href={toResourceHref(connectionId, resourceId)}>
            Show the resource
          </LinkButton>
        </>
      ) : null}
    </>
  )
}

function toFacts(request: ScimRequestDetail): KeyValue[] {
  const facts: KeyValue[] = [
    { label: 'When', value: formatExactTime(new Date(request.at)) },
    { label: 'Took', value: formatDuration(request.durationMs) },
    {
      label: 'Status',
      value: request.scimType ? `${request.status} (${request.scimType})` : String(request.status),
    },
  ]
  if (request.userName) facts.push({ label: 'Person here', value: <RequestPerson request={request} /> })
  if (request.changed.length > 0)
    facts.push({ label: 'Changed', value: <Changed attributes={request.changed} /> })
  return [
    ...facts,
    {
      label: 'Token',
      value: request.tokenPrefix ? (
        <span className="ui-mono">{request.tokenPrefix}…</span>
      ) : (
        'None that is valid'
      ),
    },
    { label: 'Client', value: request.userAgent ?? 'Did not say' },
    { label: 'Request ID', value: <CopyField label="request ID" value={request.id} /> },
  ]
}

function Changed({ attributes }: { attributes: readonly string[] }) {
  return <span className="ui-mono">{attributes.map(toAttributeName).join(', ')}</span>
}
