import { Text } from '@mantine/core'
import { CodeBlock, Panel } from '@rollcall/ui'

export interface RequestBodyProps {
  title: string
  body: unknown
  /** Said when there is none. */
  empty: string
}

/** A body as it is kept: names and shape, without personal values. */
export function RequestBody({ title, body, empty }: RequestBodyProps) {
  const none = body === null || body === undefined
  return (
    <Panel title={title} description={none ? undefined : 'Personal values are not kept.'}>
      {none ? (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      ) : (
        <CodeBlock label={title.toLowerCase()} code={JSON.stringify(body, null, 2)} />
      )}
    </Panel>
  )
}
