import type { CheckResult } from '@rollcall/vocabulary'

/** What trying a credential told. `message` is for the person who entered it. */
export type Trial =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'unreachable'; readonly message: string }

/** Whether the checks up to the access token say that a credential works, is wrong, or could not be tried. */
export function judgeTrial(checks: readonly CheckResult[]): Trial {
  const token = checks.find((check) => check.id === 'token')
  const message = token ? [token.detail, token.hint].filter(Boolean).join(' ') : 'It took too long to answer.'
  if (!token || token.status === 'skipped') return { kind: 'unreachable', message }
  if (token.status !== 'fail') return { kind: 'accepted' }
  const network = checks.find((check) => check.id === 'network')
  const { transport, httpStatus } = token.evidence
  const busy = httpStatus !== undefined && (httpStatus === '429' || Number(httpStatus) >= 500)
  const unreachable = transport !== undefined || busy || network?.status === 'fail'
  return { kind: unreachable ? 'unreachable' : 'refused', message }
}
