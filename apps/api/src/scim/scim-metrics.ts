import type { ScimOutcome } from '@rollcall/vocabulary'
import { Counter, type Registry } from 'prom-client'

export interface ScimMetrics {
  done(resource: 'User' | 'Group' | 'other', outcome: ScimOutcome): void
  /** Requests that the log had to leave out. */
  lost(count: number): void
}

export function createScimMetrics(registers: Registry[]): ScimMetrics {
  const requests = new Counter({
    name: 'rollcall_scim_requests_total',
    help: 'Requests of SCIM clients, by resource and outcome.',
    labelNames: ['resource', 'outcome'],
    registers,
  })
  const lost = new Counter({
    name: 'rollcall_scim_requests_unlogged_total',
    help: 'Requests of SCIM clients that could not be kept in the log.',
    registers,
  })
  return {
    done: (resource, outcome) => requests.inc({ resource, outcome }),
    lost: (count) => lost.inc(count),
  }
}
