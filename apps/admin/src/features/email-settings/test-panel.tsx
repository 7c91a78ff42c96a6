import { Button, Stack, Text, TextInput } from '@mantine/core'
import { Callout, CheckList, CheckRow, CodeBlock, Panel, RelativeTime } from '@rollcall/ui'
import { smtpTestInput, type SmtpTestView, type SmtpView } from '@rollcall/vocabulary'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { useMe } from '../../lib/permissions.tsx'
import { toFieldErrors, toProblem } from '../../lib/problem.ts'
import classes from './email-settings-page.module.css'
import { isSameAccess } from './same-access.ts'
import { toSmtpInput } from './smtp-values.ts'
import { focusFirstError, type SmtpFormState } from './use-smtp-form.ts'
import type { SmtpTest } from './use-test-smtp.ts'

export interface TestPanelProps {
  form: SmtpFormState
  stored: SmtpView | null
  test: SmtpTest
}

/** Sends a message through what is typed, before it is saved, and tells where it got stuck. */
export function TestPanel({ form, stored, test }: TestPanelProps) {
  const me = useMe()
  const [to, setTo] = useState(test.variables?.to ?? me.email ?? '')
  const [error, setError] = useState<string>()
  const settings = toSmtpInput(form.values, stored?.hasPassword ?? false)
  function start() {
    const { hasErrors, errors } = form.validate()
    const address = smtpTestInput.shape.to.safeParse(to.trim())
    setError(address.error?.issues[0]?.message)
    if (hasErrors) focusFirstError(form, errors)
    if (hasErrors || !address.success) return
    test.mutate(
      { to: address.data, settings },
      {
        onError: (failure) => {
          const { to: refused, ...fields } = toOwnFields(toFieldErrors(toProblem(failure)))
          setError(refused)
          form.setErrors(fields)
        },
      },
    )
  }
  return (
    <Panel title="Test connection" description="Tries what is typed on this page, saved or not.">
      <Stack>
        <TextInput
          label="Send the test to"
          type="email"
          autoComplete="email"
          value={to}
          error={error}
          onChange={(event) => setTo(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') start()
          }}
        />
        <Button
          variant="default"
          leftSection={<Send size={15} aria-hidden />}
          loading={test.isPending}
          onClick={start}
        >
          Test connection
        </Button>
      </Stack>
      <div className={classes.outcome}>
        <Outcome test={test} stored={stored} current={isSameAccess(test.variables?.settings, settings)} />
      </div>
    </Panel>
  )
}

interface OutcomeProps {
  test: SmtpTest
  stored: SmtpView | null
  /** Whether what was tested is what is typed now. */
  current: boolean
}

function Outcome({ test, stored, current }: OutcomeProps) {
  const last = test.data ?? stored?.lastTest ?? null
  if (test.isError) {
    return (
      <Callout tone="danger" announce="assertive" title="The test could not be made">
        {toProblem(test.error).message}
      </Callout>
    )
  }
  return (
    <>
      <CheckList label="Result of the test">
        {test.isPending ? (
          <CheckRow
            status="running"
            label={`Sending a message through ${test.variables.settings?.host ?? 'the mail server'}`}
          />
        ) : null}
        {last && !test.isPending ? <TestRow result={last} /> : null}
      </CheckList>
      {test.data && !test.isPending && !current ? (
        <Text size="sm" c="dimmed" mt="xs">
          The settings were changed after this test.
        </Text>
      ) : null}
    </>
  )
}

function TestRow({ result }: { result: SmtpTestView }) {
  return (
    <CheckRow
      status={result.status}
      label="Test message"
      detail={
        <>
          {result.detail}
          <div className={classes.when}>
            <RelativeTime value={result.at} />
          </div>
        </>
      }
      hint={result.hint}
      details={
        result.answer ? (
          <>
            <Text size="sm" mb={4}>
              What the mail server said:
            </Text>
            <CodeBlock code={result.answer} label="the mail server’s answer" />
          </>
        ) : null
      }
    />
  )
}

/** The server names fields of the settings with their place in the request. */
function toOwnFields(errors: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).map(([path, message]) => [path.replace(/^settings\./, ''), message]),
  )
}
