import { tenantRef } from '@rollcall/vocabulary'
import { explainTransport } from '../transport-hints.ts'
import type { CheckKit, Findings, Verdict } from './findings.ts'
import { reach, type Reach } from './reach.ts'

/** Asks the sign-in service and Graph, which a firewall may treat differently, without sending any credential. */
export async function checkNetwork(
  { settings, parts, signal }: CheckKit,
  findings: Findings,
): Promise<Verdict> {
  const { transport, endpoints, timing } = parts
  const tenant = tenantRef.safeParse(settings.directoryId).data ?? 'common'
  const discovery = `${endpoints.authorityHost}/${tenant}/v2.0/.well-known/openid-configuration`
  const [signIn, graph] = await Promise.all([
    reach(transport, discovery, signal, timing.now),
    reach(transport, `${endpoints.graphRoot}/v1.0/organization`, signal, timing.now),
  ])
  findings.signIn = signIn
  findings.graph = graph
  const trouble = toTrouble(signIn) ?? toTrouble(graph)
  const signInTrouble = toTrouble(signIn)
  if (signInTrouble) findings.blocker = signInTrouble
  if (trouble) return trouble
  const hosts = [...new Set([signIn, graph].map(hostOf))]
  return { status: 'pass', detail: `Reached ${hosts.join(' and ')}.` }
}

function hostOf(answer: Reach): string {
  return answer.kind === 'answered' ? answer.host : answer.failure.host
}

function toTrouble(answer: Reach): Verdict | null {
  if (answer.kind === 'failed') {
    const { message, hint } = explainTransport(answer.failure)
    const evidence = { transport: answer.failure.code, host: answer.failure.host }
    return { status: 'fail', detail: message, hint, evidence }
  }
  // Whatever says "not found" was reached; what it knows is for the next checks to find out.
  if (answer.json || answer.status === 404) return null
  const evidence = { httpStatus: String(answer.status), host: answer.host }
  if (answer.status >= 500) {
    return {
      status: 'fail',
      detail: `${answer.host} answered with an error page (HTTP ${answer.status}).`,
      hint: 'Wait a minute and check again. If it lasts, look at status.cloud.microsoft and at the proxy in between.',
      evidence,
    }
  }
  return {
    status: 'fail',
    detail: `Something else than Microsoft answered for ${answer.host} (HTTP ${answer.status}, not JSON).`,
    hint: `A proxy or firewall is probably showing its own page. Allow this server to reach ${answer.host}, or set HTTPS_PROXY.`,
    evidence,
  }
}
