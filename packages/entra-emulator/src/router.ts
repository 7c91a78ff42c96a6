import { answerControl } from './control/control-api.ts'
import type { Control } from './control/control.ts'
import type { EmulatorState } from './emulator-state.ts'
import type { FaultEffect } from './faults.ts'
import { answerGraph } from './graph/graph-endpoint.ts'
import type { HttpCall, HttpReply } from './http-exchange.ts'
import { htmlReply, jsonReply } from './http-exchange.ts'
import { answerAdminConsent, answerAuthorize } from './sign-in/authorize.ts'
import { answerDiscovery, answerKeys } from './sign-in/discovery.ts'
import { answerTokenRequest } from './sign-in/token-endpoint.ts'

export const CONTROL_PREFIX = '/_emulator'

function answerEntra(state: EmulatorState, call: HttpCall, effect: FaultEffect | undefined): HttpReply {
  const [tenantName = '', ...rest] = call.path.split('/').slice(1).map(decodeURIComponent)
  switch (rest.join('/').toLowerCase()) {
    case 'oauth2/v2.0/token':
      return answerTokenRequest(state, tenantName, call, effect)
    case 'v2.0/.well-known/openid-configuration':
      return answerDiscovery(state, tenantName, call)
    case 'discovery/v2.0/keys':
      return answerKeys(state, tenantName, call)
    case 'oauth2/v2.0/authorize':
      return answerAuthorize(state, tenantName, call)
    case 'adminconsent':
      return answerAdminConsent(state, tenantName, call)
    default:
      return htmlReply(404, 'Not Found')
  }
}

const HTML_TITLES: Readonly<Record<number, string>> = {
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Time-out',
}

/** Finds the part of the emulator that answers a request. */
export function route(
  state: EmulatorState,
  control: Control,
  call: HttpCall,
  effect: FaultEffect | undefined,
): HttpReply | Promise<HttpReply> {
  if (call.path === CONTROL_PREFIX || call.path.startsWith(`${CONTROL_PREFIX}/`))
    return answerControl(control, call)
  if (effect?.kind === 'status' && effect.html === true)
    return htmlReply(effect.status, HTML_TITLES[effect.status] ?? 'Error')
  if (call.path === '/v1.0' || call.path.startsWith('/v1.0/')) return answerGraph(state, call, effect)
  if (call.path === '/') return jsonReply(200, { name: 'Entra emulator', control: CONTROL_PREFIX })
  return answerEntra(state, call, effect)
}
