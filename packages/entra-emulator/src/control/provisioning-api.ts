import type { HttpCall } from '../http-exchange.ts'
import { parseForm } from '../http-exchange.ts'
import type { JsonObject } from '../json-value.ts'
import type { OutboundProvisioning } from '../provisioning/outbound-provisioning.ts'
import type { Tenant } from '../tenant.ts'
import { created, done, found, unknownPath } from './answer.ts'
import type { Answer } from './answer.ts'
import { BadControlInput } from './control-input.ts'
import { UnknownTarget } from './control.ts'
import { onDemandInput, provisioningChange, provisioningSettings } from './provisioning-input.ts'

const VERBS: ReadonlySet<string> = new Set(['test', 'schemas', 'cycle', 'on-demand', 'restart', 'log'])

/** The job a path names by its id, or the one made last when it goes straight to a verb. */
function jobOf(tenant: Tenant, id: string | undefined): OutboundProvisioning {
  const job = tenant.provisioning.find(id)
  if (job === undefined) throw new UnknownTarget('There is no such provisioning job. Make one first.')
  return job
}

/** Whatever a target answers, the call itself succeeds: the body tells how it went. */
async function answerVerb(
  job: OutboundProvisioning,
  verb: string,
  call: HttpCall,
  body: JsonObject,
): Promise<Answer> {
  if (verb === 'log') {
    const after = Number(parseForm(call.query).get('after') ?? 0)
    if (!Number.isInteger(after)) throw new BadControlInput("'after' must be the id of a log entry.")
    return call.method === 'GET' ? found({ entries: job.log(after) }) : unknownPath
  }
  if (call.method !== 'POST') return unknownPath
  switch (verb) {
    case 'test':
      return found(await job.testConnection())
    case 'schemas':
      return found(await job.readSchemas())
    case 'cycle':
      return found(await job.runCycle({ allowDeletions: body['allowDeletions'] === true }))
    case 'on-demand':
      return found(await job.provisionOnDemand(onDemandInput(body)))
    case 'restart':
      job.restart({ forgetLinks: body['forgetLinks'] === true })
      return found(job.state())
    default:
      return unknownPath
  }
}

/** `…/provisioning`, `…/provisioning/{id}`, and a verb behind either. */
export async function answerProvisioning(
  tenant: Tenant,
  call: HttpCall,
  path: readonly string[],
  body: JsonObject,
): Promise<Answer> {
  const [first, second] = path
  if (first !== undefined && VERBS.has(first)) return answerVerb(jobOf(tenant, undefined), first, call, body)
  if (first !== undefined && second !== undefined) return answerVerb(jobOf(tenant, first), second, call, body)
  const { provisioning } = tenant
  switch (call.method) {
    case 'GET':
      return found(
        first === undefined
          ? { jobs: provisioning.list().map((job) => job.state()) }
          : jobOf(tenant, first).state(),
      )
    case 'POST':
      if (first !== undefined) return unknownPath
      return created(provisioning.create(provisioningSettings(body)).state())
    case 'PATCH': {
      const job = jobOf(tenant, first)
      job.update(provisioningChange(body))
      return found(job.state())
    }
    case 'DELETE':
      if (first === undefined) provisioning.removeAll()
      else provisioning.remove(jobOf(tenant, first).id)
      return done
    default:
      return unknownPath
  }
}
