import { useForm, type UseFormReturnType } from '@mantine/form'
import type { SmtpView } from '@rollcall/vocabulary'
import { toSmtpErrors, toSmtpValues, type SmtpValues } from './smtp-values.ts'

export type SmtpFormState = UseFormReturnType<SmtpValues>

export function useSmtpForm(stored: SmtpView | null): SmtpFormState {
  return useForm<SmtpValues>({
    initialValues: toSmtpValues(stored),
    validate: toSmtpErrors(stored),
    validateInputOnBlur: ['host', 'from'],
  })
}

/** Leads to the first field that is wrong, for reading and for the keyboard. */
export function focusFirstError(form: SmtpFormState, errors: Record<string, unknown>): void {
  const [first] = Object.keys(errors)
  if (first) form.getInputNode(first)?.focus()
}
