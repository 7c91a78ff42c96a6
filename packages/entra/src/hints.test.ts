import { AuthError, InteractionRequiredAuthError, ServerError } from '@azure/msal-node'
import { describe, expect, it } from 'vitest'
import { explainRefusal } from './graph-hints.ts'
import {
  explainTokenFailure,
  isPassing,
  looksLikeSecretId,
  toSourceError,
  type TokenContext,
} from './hints.ts'
import { policyIn, toTokenFailure, type TokenFailure } from './msal-errors.ts'
import { portalLinks } from './portal-links.ts'
import { toTransportFailure } from './transport-failure.ts'

const NO_TRACE = { status: null, retryAfterMs: null, transport: null }
const TRACE_ID = '3f1d0c9e-1f0a-4f0e-9f5f-0a3c5a3b7b11'
const context: TokenContext = {
  tenant: 'example.com',
  clientId: '11111111-2222-4333-8444-555555555555',
  secretLooksLikeId: false,
  certificate: null,
  cloudLabel: 'Global (and GCC)',
  links: portalLinks('https://entra.microsoft.com', '11111111-2222-4333-8444-555555555555'),
}

function failureWith(code: number, error = 'invalid_client', status = 401): TokenFailure {
  const thrown = new ServerError(
    error,
    TRACE_ID,
    `Error(s): ${code} - Timestamp: 2026-11-21 20:00:00Z - Description: AADSTS${code}: Something. Trace ID: ${TRACE_ID} Correlation ID: ${TRACE_ID} Timestamp: 2026-11-21 20:00:00Z - Correlation ID: ${TRACE_ID} - Trace ID: ${TRACE_ID}`,
    '',
    String(code),
    status,
  )
  return toTokenFailure(thrown, NO_TRACE)
}

describe('what MSAL throws', () => {
  it('is read from a ServerError', () => {
    const failure = failureWith(7000215)
    expect(failure).toMatchObject({ code: 7000215, error: 'invalid_client', status: 401 })
    expect(failure.description).toBe('AADSTS7000215: Something.')
    expect(failure.evidence).toEqual({
      code: 'AADSTS7000215',
      error: 'invalid_client',
      httpStatus: '401',
      traceId: TRACE_ID,
      correlationId: TRACE_ID,
      timestamp: '2026-11-21 20:00:00Z',
    })
  })

  it('is read from the older form with line breaks', () => {
    const words = `AADSTS90002: Tenant 'x' not found.\r\nTrace ID: ${TRACE_ID}\r\nCorrelation ID: ${TRACE_ID}\r\nTimestamp: 2026-11-21 20:00:00Z`
    const failure = toTokenFailure({ errorCode: 'invalid_request', errorMessage: words }, NO_TRACE)
    expect(failure).toMatchObject({ code: 90002, description: "AADSTS90002: Tenant 'x' not found." })
    expect(failure.evidence['traceId']).toBe(TRACE_ID)
  })

  it('is read from a remembered refusal, where the number is the error', () => {
    expect(toTokenFailure(new ServerError('50196', TRACE_ID, ''), NO_TRACE).code).toBe(50196)
  })

  it('names the Conditional Access policy', () => {
    const claims = `{"access_token":{"capolids":{"essential":true,"values":["${TRACE_ID}"]}}}`
    const thrown = new InteractionRequiredAuthError('invalid_grant', TRACE_ID, 'AADSTS53003: Blocked.')
    const failure = toTokenFailure(Object.assign(thrown, { claims, errorNo: '53003' }), NO_TRACE)
    expect(explainTokenFailure(failure, context)).toMatchObject({
      fault: 'policy',
      message: expect.stringContaining(TRACE_ID),
      link: { href: expect.stringContaining(TRACE_ID) },
    })
    expect(policyIn('{"access_token":{}}')).toBeNull()
  })

  it('carries the network cause that our own module saw', () => {
    const transport = toTransportFailure({ cause: { code: 'ENOTFOUND' } }, 'login.example')
    const failure = toTokenFailure(new AuthError('http_transport_error', TRACE_ID, 'x'), {
      ...NO_TRACE,
      transport,
    })
    expect(explainTokenFailure(failure, context)).toMatchObject({
      fault: 'network',
      message: 'The name login.example could not be found (ENOTFOUND).',
    })
    expect(toSourceError(failure, context).failure).toBe('unreachable')
  })
})

describe('what the admin is told', () => {
  it.each([
    [90002, 'tenant', /cloud/],
    [900023, 'tenant', /Directory \(tenant\) ID/],
    [700016, 'client_id', /Application \(client\) ID/],
    [7000215, 'secret', /new client secret/],
    [7000222, 'secret_expired', /new client secret/],
    [7000229, 'consent', /Grant admin consent/],
    [7000112, 'app_disabled', /Enabled for users to sign-in/],
    [53003, 'policy', /exclude this application/],
    [700024, 'clock', /time server/],
    [700027, 'secret', /certificate/],
    [1002012, 'cloud', /cloud/],
    [70011, 'cloud', /cloud/],
    [500011, 'cloud', /cloud/],
    [900144, 'secret', /Value/],
    [7000216, 'secret', /Value/],
    [7000218, 'secret', /Value/],
    [90033, 'busy', /Wait/],
    [50196, 'busy', /Wait/],
  ])('for AADSTS%i is about %s', (code, fault, hint) => {
    const explanation = explainTokenFailure(failureWith(code), context)
    expect(explanation.fault).toBe(fault)
    expect(explanation.hint).toMatch(hint)
    expect(explanation.message).toMatch(/\.$/)
  })

  it('tells a pasted secret ID from a wrong secret', () => {
    expect(looksLikeSecretId(` ${TRACE_ID} `)).toBe(true)
    expect(looksLikeSecretId('Q~8abc.def')).toBe(false)
    const told = explainTokenFailure(failureWith(7000215), { ...context, secretLooksLikeId: true })
    expect(told.message).toContain('Secret ID')
    expect(told.hint).toContain('Value column')
  })

  it("repeats Microsoft's words for a code nobody wrote down", () => {
    const told = explainTokenFailure(failureWith(123456), context)
    expect(told).toMatchObject({
      fault: 'unknown',
      message: expect.stringContaining('AADSTS123456: Something.'),
    })
  })

  it('tells passing failures from lasting ones', () => {
    const status = (code: number): TokenFailure => ({ ...failureWith(0), code: null, status: code })
    expect([429, 500, 503, 400, 401].map((code) => isPassing(status(code)))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
    expect(isPassing(failureWith(90033, 'temporarily_unavailable', 503))).toBe(true)
    expect(isPassing(failureWith(7000215))).toBe(false)
    expect(toSourceError(status(429), context).failure).toBe('throttled')
  })
})

describe('a refusal by Graph', () => {
  const refused = { status: 403, code: 'Authorization_RequestDenied', subject: 'people' as const }

  it.each([
    [['GroupMember.Read.All'], /User\.Read\.All is missing/, /Application permissions/],
    [[], /no application permission/, /Delegated/],
    [['User.ReadBasic.All'], /User\.ReadBasic\.All is not enough/, /User\.Read\.All/],
    [['User.Read.All'], /although/, /wait up to an hour/],
    [null, /User\.Read\.All is missing/, /Grant admin consent/],
  ])('with roles %j is explained', (roles, message, hint) => {
    const told = explainRefusal({ ...refused, roles })
    expect(told.message).toMatch(message)
    expect(told.hint).toMatch(hint)
  })

  it('is not called a consent problem when it is none', () => {
    const code = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'
    expect(explainRefusal({ ...refused, code, roles: ['User.Read.All'] }).message).toContain('licence')
    expect(explainRefusal({ ...refused, code: 'Authorization_IdentityNotFound', roles: [] }).hint).toContain(
      'few minutes',
    )
    expect(explainRefusal({ ...refused, status: 401, code: '', roles: null }).hint).toContain('clock')
  })
})

describe('a broken connection', () => {
  it.each([
    [{ cause: { code: 'ENOTFOUND' } }, 'dns'],
    [{ cause: { code: 'UND_ERR_SOCKET', cause: { code: 'ECONNREFUSED' } } }, 'refused'],
    [{ cause: { errors: [{ code: 'ECONNREFUSED' }, { code: 'ENETUNREACH' }] } }, 'refused'],
    [{ cause: { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' } }, 'untrusted'],
    [{ cause: { code: 'CERT_HAS_EXPIRED' } }, 'certificate_expired'],
    [{ cause: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' } }, 'certificate_name'],
    [{ cause: { code: 'ERR_SSL_WRONG_VERSION_NUMBER' } }, 'tls'],
    [{ name: 'TimeoutError' }, 'timeout'],
    [{ cause: { message: 'Proxy response (407) !== 200 when HTTP Tunneling' } }, 'proxy'],
    [{ message: 'terminated' }, 'cut'],
    ['nonsense', 'other'],
  ])('%j is %s', (error, kind) => {
    expect(toTransportFailure(error, 'host').kind).toBe(kind)
  })
})
