import {
  type demoSignInInput,
  meView,
  type MeView,
  type setupInput,
  type signInInput,
  walletSessionView,
  type WalletSessionView,
} from '@rollcall/vocabulary'
import type * as z from 'zod'
import { CSRF_HEADERS, env } from './env.ts'
import { OFFLINE, parseProblem, ProblemError } from './problem.ts'

/** These calls set or clear a cookie, so they are plain requests and not procedures. */
export async function signIn(input: z.input<typeof signInInput>): Promise<MeView> {
  return meView.parse(await post('/sign-in', input))
}

export async function setUp(input: z.input<typeof setupInput>): Promise<MeView> {
  return meView.parse(await post('/setup', input))
}

export async function signInToDemo(input: z.input<typeof demoSignInInput>): Promise<MeView> {
  return meView.parse(await post('/demo', input))
}

/** Opens a QR to sign in with, bound to this browser. */
export async function openSignInQr(): Promise<WalletSessionView> {
  return walletSessionView.parse(await post('/wallet/sign-in', {}))
}

/** Opens a QR for the holder of an emailed link or an invitation, bound to this browser. */
export async function openLinkQr(token: string): Promise<WalletSessionView> {
  return walletSessionView.parse(await post('/wallet/link', { token }))
}

/** Signs in with what a finished QR of this browser led to. */
export async function enterByWallet(id: string): Promise<MeView> {
  return meView.parse(await post('/wallet/enter', { id }))
}

export async function signOut(): Promise<void> {
  await post('/sign-out', {})
}

async function post(path: string, body: object): Promise<unknown> {
  const response = await request(path, body)
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return answer
  const requestId = response.headers.get('x-request-id')
  throw new ProblemError(parseProblem(answer, requestId) ?? { ...OFFLINE, requestId })
}

async function request(path: string, body: object): Promise<Response> {
  try {
    return await fetch(`${env.authUrl}${path}`, {
      method: 'POST',
      headers: { ...CSRF_HEADERS, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  } catch {
    throw new ProblemError(OFFLINE)
  }
}
