import { Button, Stack, Textarea } from '@mantine/core'
import { Callout, LinkButton } from '@rollcall/ui'
import { useState, type FormEvent } from 'react'
import { recogniseLink, type Recognised, type WalletRequest } from './recognise-link.ts'

/** Takes what a camera would read. */
export function PasteLink({ onRequest }: { onRequest: (request: WalletRequest) => void }) {
  const [text, setText] = useState('')
  const [answer, setAnswer] = useState<Recognised>()
  function read(event: FormEvent) {
    event.preventDefault()
    const found = recogniseLink(text, window.location.origin)
    if (found.kind === 'request') onRequest(found)
    else setAnswer(found)
  }
  return (
    <form noValidate onSubmit={read}>
      <Stack gap="sm">
        <Textarea
          label="Link from a QR"
          description="Choose “Copy link for the wallet” beside a QR, and paste it here."
          rows={3}
          spellCheck={false}
          autoComplete="off"
          error={answer?.kind === 'unknown' ? toAdvice(text) : undefined}
          classNames={{ input: 'ui-mono' }}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setAnswer(undefined)
          }}
        />
        {answer?.kind === 'page' ? (
          <Callout
            tone="info"
            title="This is the link of an email"
            announce="polite"
            action={
              <LinkButton variant="default" size="compact-sm" href={answer.path} target="_blank">
                Open its page
              </LinkButton>
            }
          >
            It opens a page that shows a QR. The wallet answers that QR.
          </Callout>
        ) : null}
        <Button type="submit">Open link</Button>
      </Stack>
    </form>
  )
}

function toAdvice(text: string): string {
  if (text.trim() === '') return 'Paste a link first.'
  return 'No wallet can read this. Copy the link beside the QR again, all of it.'
}
