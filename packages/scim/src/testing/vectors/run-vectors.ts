import { isObject } from '../../resource.ts'
import { checkResponse, parse } from './check-response.ts'
import { follow } from './pointer.ts'
import { readSuites } from './read-suites.ts'
import { substitute, type Variables } from './substitute.ts'
import type {
  VectorCase,
  VectorRequest,
  VectorStep,
  VectorSuite,
  WireRequest,
  WireResponse,
} from './vector-format.ts'

/** How the server under test is reached. */
export interface VectorTarget {
  /** Sends exactly what it is given. */
  send(request: WireRequest): Promise<WireResponse>
  /** Called once per case, with at least `base`, `token` and a fresh `uid`; a new connection per case is the simplest. */
  variables(vector: VectorCase): Promise<Readonly<Record<string, string>>>
  /** Brings about what a case requires, or says that it cannot. `throttled` means: push the connection over its limit. */
  requires(requirement: string, variables: Variables): Promise<boolean>
}

export type VectorOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'skipped'; readonly requirement: string }
  | { readonly kind: 'failed'; readonly problems: readonly string[] }

export interface VectorResult {
  readonly suite: string
  readonly name: string
  readonly level: VectorCase['level']
  readonly outcome: VectorOutcome
}

/** Runs every case in order. `folder` is a directory of suites; without one, and without suites, this package's own. */
export async function runVectors(
  target: VectorTarget & { readonly suites?: readonly VectorSuite[]; readonly folder?: string | URL },
): Promise<VectorResult[]> {
  const results: VectorResult[] = []
  for (const { suite, cases } of target.suites ?? readSuites(target.folder))
    for (const vector of cases)
      results.push({ suite, name: vector.name, level: vector.level, outcome: await runCase(vector, target) })
  return results
}

/** One case with what it needs before it and what proves it after it. */
export async function runCase(vector: VectorCase, target: VectorTarget): Promise<VectorOutcome> {
  const variables = new Map(Object.entries(await target.variables(vector)))
  for (const requirement of vector.requires ?? [])
    if (!(await target.requires(requirement, variables))) return { kind: 'skipped', requirement }

  const steps = [...vector.given, { request: vector.request, expect: vector.expect }, ...(vector.then ?? [])]
  for (const [index, step] of steps.entries()) {
    const problems = await runStep(step, target, variables)
    const { method, path } = step.request
    if (problems.length > 0)
      return {
        kind: 'failed',
        problems: problems.map((one) => `step ${index + 1}, ${method} ${path}: ${one}`),
      }
  }
  return { kind: 'passed' }
}

/** The results by level, the failures with their reasons, and the names of what was skipped. */
export function reportVectors(results: readonly VectorResult[]): string {
  const lines = (['must', 'should', 'policy'] as const).map((level) => {
    const own = results.filter((result) => result.level === level)
    return `${level}: ${own.filter(({ outcome }) => outcome.kind === 'passed').length} of ${own.length} passed`
  })
  for (const { name, outcome } of results) {
    if (outcome.kind === 'failed') lines.push(`failed ${name}`, ...outcome.problems.map((one) => `  ${one}`))
    if (outcome.kind === 'skipped') lines.push(`skipped ${name}: needs ${outcome.requirement}`)
  }
  return lines.join('\n')
}

async function runStep(
  step: VectorStep,
  target: VectorTarget,
  variables: Map<string, string>,
): Promise<string[]> {
  const request = substitute(step.request, variables)
  const expected = substitute(step.expect, variables)
  const responses = await sendAll(request, target, variables)
  const problems = responses.flatMap((response) => checkResponse(response, expected))
  const [response] = responses
  if (problems.length > 0 || !response) return problems
  return capture(step, response, variables)
}

function capture(step: VectorStep, response: WireResponse, variables: Map<string, string>): string[] {
  const problems: string[] = []
  const body = parse(response.text)
  const captured: [string, unknown][] = [
    ...Object.entries(step.capture ?? {}).map(([name, pointer]): [string, unknown] => [
      name,
      follow(body, pointer),
    ]),
    ...Object.entries(step.captureHeaders ?? {}).map(([name, header]): [string, unknown] => [
      name,
      response.headers[header],
    ]),
  ]
  for (const [name, value] of captured)
    if (typeof value === 'string') variables.set(name, value)
    else problems.push(`nothing to remember as ${name}`)
  return problems
}

/** The same request as often as the vector says, with at most so many under way. */
async function sendAll(
  request: VectorRequest,
  target: VectorTarget,
  variables: Variables,
): Promise<WireResponse[]> {
  const { repeat = 1, concurrency = 1 } = request
  const responses: WireResponse[] = []
  const wire = toWireRequest(request, variables)
  for (let sent = 0; sent < repeat; sent += concurrency) {
    const batch = Array.from({ length: Math.min(concurrency, repeat - sent) }, () => target.send(wire))
    responses.push(...(await Promise.all(batch)))
  }
  return responses
}

function toWireRequest(request: VectorRequest, variables: Variables): WireRequest {
  const body = request.rawBody ?? (request.body === undefined ? null : JSON.stringify(expand(request.body)))
  const headers: Record<string, string | null> = {
    Authorization: `Bearer ${variables.get('token') ?? ''}`,
    Accept: 'application/scim+json',
    ...(body === null ? {} : { 'Content-Type': 'application/scim+json' }),
    ...request.headers,
  }
  return {
    method: request.method,
    url: `${request.base ?? variables.get('base') ?? ''}${request.path}`,
    headers: Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    ),
    body,
  }
}

/** Long texts are written as what to repeat and how often. */
function expand(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(expand)
  if (!isObject(value)) return value
  const repeated = value['$repeatText']
  if (Array.isArray(repeated)) return String(repeated[0]).repeat(Number(repeated[1]))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expand(item)]))
}
