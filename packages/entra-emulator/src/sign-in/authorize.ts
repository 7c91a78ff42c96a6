import { acceptsRedirect } from '../app-registration.ts'
import type { App } from '../app-registration.ts'
import type { DirectoryUser } from '../directory/directory-object.ts'
import type { EmulatorState } from '../emulator-state.ts'
import type { HttpCall, HttpReply } from '../http-exchange.ts'
import { parseForm } from '../http-exchange.ts'
import type { Tenant } from '../tenant.ts'
import { newCode } from './access-token.ts'
import { resolveTenant } from './token-endpoint.ts'
import { TOKEN_PROBLEMS } from './token-errors.ts'

const CODE_LIFETIME_MS = 10 * 60_000

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '')

function page(status: number, title: string, content: string): HttpReply {
  const body = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title></head><body><main><h1>${escape(title)}</h1>${content}</main></body></html>`
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body,
  }
}

function problemPage(text: string): HttpReply {
  return page(400, 'Sorry, but we’re having trouble signing you in.', `<p>${escape(text)}</p>`)
}

function redirect(uri: string, parameters: Record<string, string>): HttpReply {
  const target = new URL(uri)
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value)
  return { status: 302, headers: { location: target.href, 'cache-control': 'no-store' }, body: '' }
}

function signInForm(tenant: Tenant, call: HttpCall, notice: string): HttpReply {
  const hidden = [...parseForm(call.query)]
    .filter(([name]) => name !== 'login_hint')
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
    .join('')
  const field = '<label>Sign-in name <input name="login_hint" type="text" required autofocus></label>'
  return page(
    200,
    `Sign in to ${tenant.displayName}`,
    `<p>${escape(notice)}</p><form method="get" action="${escape(call.path)}">${hidden}${field}<button>Sign in</button></form>`,
  )
}

/** Why this person may not sign in to this app. */
function refusalOf(app: App, user: DirectoryUser): string | undefined {
  if (user.accountEnabled === false) return 'AADSTS50057: The user account is disabled.'
  if (!app.assignmentRequired || app.userRoles[user.userPrincipalName] !== undefined) return undefined
  const problem = TOKEN_PROBLEMS.notAssigned(app.clientId)
  return `AADSTS${problem.code}: ${problem.text}`
}

/** `GET /{tenant}/oauth2/v2.0/authorize`: asks who signs in, or takes `login_hint` as the answer. No password. */
export function answerAuthorize(state: EmulatorState, tenantName: string, call: HttpCall): HttpReply {
  const tenant = resolveTenant(state, tenantName)
  if ('code' in tenant) return problemPage(`AADSTS${tenant.code}: ${tenant.text}`)
  const query = parseForm(call.query)
  const clientId = query.get('client_id') ?? ''
  const app = tenant.findApp(clientId)
  if (app === undefined) {
    const problem = TOKEN_PROBLEMS.appNotFound(clientId, tenant.displayName)
    return problemPage(`AADSTS${problem.code}: ${problem.text}`)
  }
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!acceptsRedirect(app, redirectUri)) {
    const problem = TOKEN_PROBLEMS.redirectMismatch(redirectUri, app.clientId)
    return problemPage(`AADSTS${problem.code}: ${problem.text}`)
  }
  const hint = query.get('login_hint')
  if (hint === undefined) return signInForm(tenant, call, 'Enter a sign-in name of this tenant.')
  const user = tenant.store.users.findByPrincipalName(hint)
  if (user === undefined)
    return signInForm(tenant, call, `We couldn't find an account with that username: ${hint}.`)
  const sentState = query.get('state')
  const echo: Record<string, string> = sentState === undefined ? {} : { state: sentState }
  const refusal = refusalOf(app, user)
  if (refusal !== undefined)
    return redirect(redirectUri, { error: 'access_denied', error_description: refusal, ...echo })
  const code = newCode()
  state.signInCodes.keep(code, {
    tenantId: tenant.tenantId,
    clientId: app.clientId,
    userId: user.id,
    redirectUri,
    codeChallenge: query.get('code_challenge'),
    nonce: query.get('nonce'),
    scope: query.get('scope') ?? 'openid profile',
    expiresAt: tenant.clock.now() + CODE_LIFETIME_MS,
  })
  return redirect(redirectUri, { code, ...echo })
}

/** `GET /{tenant}/adminconsent`: grants what the app was registered for and goes back. */
export function answerAdminConsent(state: EmulatorState, tenantName: string, call: HttpCall): HttpReply {
  const tenant = resolveTenant(state, tenantName)
  if ('code' in tenant) return problemPage(`AADSTS${tenant.code}: ${tenant.text}`)
  const query = parseForm(call.query)
  const app = tenant.findApp(query.get('client_id') ?? '')
  const redirectUri = query.get('redirect_uri') ?? ''
  if (app === undefined || !acceptsRedirect(app, redirectUri))
    return problemPage(
      'AADSTS50011: The redirect URI does not match the ones configured for the application.',
    )
  app.missingServicePrincipal = false
  app.withdrawnRoles.clear()
  for (const role of app.requestedRoles) app.roles.add(role)
  const sentState = query.get('state')
  return redirect(redirectUri, {
    tenant: tenant.tenantId,
    ...(sentState === undefined ? {} : { state: sentState }),
    admin_consent: 'True',
  })
}
