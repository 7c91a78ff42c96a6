import { CredentialsRefused, TargetRefusal } from '../provisioning/scim-target.ts'
import { BadSettings } from '../provisioning/settings.ts'
import { UnknownObject } from '../directory/directory-store.ts'
import type { HttpCall, HttpReply } from '../http-exchange.ts'
import { headerOf, jsonReply, parseForm } from '../http-exchange.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import type { Tenant } from '../tenant.ts'
import { created, done, found, unknownPath } from './answer.ts'
import type { Answer } from './answer.ts'
import { UnknownTarget, viewOfApp } from './control.ts'
import type { Control } from './control.ts'
import {
  appPatch,
  appSpec,
  BadControlInput,
  behaviourPatch,
  faultInput,
  groupPatch,
  objectBody,
  userPatch,
} from './control-input.ts'
import { DirectoryHandle } from './directory-handle.ts'
import { answerProvisioning } from './provisioning-api.ts'

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')
const number = (value: JsonValue | undefined): number => (typeof value === 'number' ? value : 0)

function answerFaults(control: Control, method: string, id: string | undefined, body: JsonObject): Answer {
  if (method === 'POST') return created({ id: control.addFault(faultInput(body)) })
  if (method === 'GET') return found({ faults: control.faults() })
  if (method !== 'DELETE') return unknownPath
  if (id === undefined) control.clearFaults()
  else control.removeFault(id)
  return done
}

function answerClock(control: Control, body: JsonObject): Answer {
  if ('skewMs' in body) control.setClockSkew(number(body['skewMs']))
  if ('advanceMs' in body) control.advanceClock(number(body['advanceMs']))
  return found({ now: control.state.clock.date().toISOString() })
}

function answerUsers(
  directory: DirectoryHandle,
  call: HttpCall,
  path: readonly string[],
  body: JsonObject,
): Answer {
  const [id, action] = path
  const { method } = call
  if (id === undefined) {
    if (method === 'POST') return created(directory.addUser(userPatch(body)))
    const name = parseForm(call.query).get('userPrincipalName')
    if (name !== undefined)
      return found({ users: [directory.findUser(name)].filter((user) => user !== undefined) })
    return found({ count: directory.countUsers(), users: directory.users().slice(0, 1_000) })
  }
  if (method === 'PATCH') return found(directory.updateUser(id, userPatch(body)))
  if (method === 'POST' && action === 'restore') return found(directory.restoreUser(id))
  if (method !== 'DELETE') return unknownPath
  if (parseForm(call.query).get('permanently') === 'true') directory.purgeUser(id)
  else directory.deleteUser(id)
  return done
}

function answerMembers(
  directory: DirectoryHandle,
  method: string,
  path: readonly string[],
  body: JsonObject,
): Answer {
  const [groupId = '', , memberId] = path
  if (method === 'GET') return found({ members: directory.members(groupId) })
  if (method === 'POST') {
    const ids = Array.isArray(body['ids']) ? body['ids'].map(text) : [text(body['id'])]
    for (const id of ids) directory.addMember(groupId, id)
    return done
  }
  if (method !== 'DELETE' || memberId === undefined) return unknownPath
  directory.removeMember(groupId, memberId)
  return done
}

function answerGroups(
  directory: DirectoryHandle,
  call: HttpCall,
  path: readonly string[],
  body: JsonObject,
): Answer {
  const [id, action] = path
  const { method } = call
  if (id === undefined) {
    if (method === 'POST') return created(directory.addGroup(groupPatch(body)))
    const name = parseForm(call.query).get('displayName')
    const groups = directory.groups()
    return found({
      groups: name === undefined ? groups : groups.filter((group) => group.displayName === name),
    })
  }
  if (action === 'members') return answerMembers(directory, method, path, body)
  if (method === 'PATCH') return found(directory.updateGroup(id, groupPatch(body)))
  if (method === 'POST' && action === 'restore') return found(directory.restoreGroup(id))
  if (method !== 'DELETE') return unknownPath
  if (parseForm(call.query).get('permanently') === 'true') directory.purgeGroup(id)
  else directory.deleteGroup(id)
  return done
}

function answerApps(
  control: Control,
  tenant: Tenant,
  method: string,
  path: readonly string[],
  body: JsonObject,
): Answer {
  const [clientId, action] = path
  const { tenantId } = tenant
  if (clientId === undefined)
    return method === 'POST'
      ? created(control.addApp(tenantId, appSpec(body)))
      : found({ apps: tenant.apps.map(viewOfApp) })
  if (method !== 'POST' && method !== 'PATCH') return unknownPath
  if (action === undefined) return found(control.patchApp(tenantId, clientId, appPatch(body)))
  if (action === 'grant') control.grantRole(tenantId, clientId, text(body['role']))
  else if (action === 'revoke')
    control.revokeRole(tenantId, clientId, text(body['role']), body['immediately'] === true)
  else if (action === 'expire-secret') control.expireSecret(tenantId, clientId)
  else if (action === 'secrets') return created(control.addSecret(tenantId, clientId, body))
  else return unknownPath
  return done
}

function viewOfTenant(tenant: Tenant): object {
  const { tenantId, domain, displayName, behaviour, store } = tenant
  const apps = tenant.apps.map(viewOfApp)
  return {
    tenantId,
    domain,
    displayName,
    apps,
    behaviour,
    users: store.users.liveCount,
    groups: store.groups.live().length,
  }
}

function answerTenant(
  control: Control,
  call: HttpCall,
  path: readonly string[],
  body: JsonObject,
): Answer | Promise<Answer> {
  const [tenantId, noun, ...rest] = path
  if (tenantId === undefined) return found({ tenants: control.state.tenants.map(viewOfTenant) })
  const tenant = control.tenant(tenantId)
  const directory = new DirectoryHandle(tenant)
  if (noun === undefined) {
    if (call.method === 'PATCH') control.setBehaviour(tenantId, behaviourPatch(body))
    return found(viewOfTenant(tenant))
  }
  switch (noun) {
    case 'users':
      return answerUsers(directory, call, rest, body)
    case 'groups':
      return answerGroups(directory, call, rest, body)
    case 'apps':
      return answerApps(control, tenant, call.method, rest, body)
    case 'provisioning':
      return answerProvisioning(tenant, call, rest, body)
    default:
      return unknownPath
  }
}

function answer(control: Control, call: HttpCall): Answer | Promise<Answer> {
  const [noun = '', ...rest] = call.path.split('/').slice(2).map(decodeURIComponent)
  const body = call.method === 'GET' ? {} : objectBody(call.body)
  switch (noun) {
    case 'faults':
      return answerFaults(control, call.method, rest[0], body)
    case 'requests':
      if (call.method === 'DELETE') control.clearRequests()
      return found({ requests: control.requests() })
    case 'clock':
      return answerClock(control, body)
    case 'reset':
      if (call.method !== 'POST') return unknownPath
      control.reset()
      return done
    case 'tenants':
      return answerTenant(control, call, rest, body)
    default:
      return unknownPath
  }
}

/** Everything below `/_emulator`. It takes no tokens and refuses requests that bring one. */
export async function answerControl(control: Control, call: HttpCall): Promise<HttpReply> {
  if (headerOf(call.headers, 'authorization') !== undefined)
    return jsonReply(403, {
      message: 'The control paths take no access tokens. Leave the Authorization header out.',
    })
  try {
    const { status, body } = await answer(control, call)
    return jsonReply(status, body)
  } catch (error) {
    if (error instanceof BadControlInput || error instanceof BadSettings || error instanceof SyntaxError)
      return jsonReply(400, { message: error.message })
    if (error instanceof UnknownObject || error instanceof UnknownTarget)
      return jsonReply(404, { message: error.message })
    if (error instanceof TargetRefusal || error instanceof CredentialsRefused)
      return jsonReply(502, { message: error.message })
    throw error
  }
}
