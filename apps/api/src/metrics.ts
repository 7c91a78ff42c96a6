import type { Database } from '@rollcall/db'
import { runStatus, type SourceNotice } from '@rollcall/vocabulary'
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { createScimMetrics, type ScimMetrics } from './scim/scim-metrics.ts'
import { createWalletMetrics, type WalletMetrics } from './wallet/wallet-metrics.ts'

export interface Metrics {
  readonly contentType: string
  text(): Promise<string>
  httpDone(labels: { method: string; route: string; status: number }, seconds: number): void
  sourceNotice(notice: SourceNotice): void
  readonly wallet: WalletMetrics
  readonly scim: ScimMetrics
}

const HTTP_BUCKETS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** One registry per server; nothing is kept in the library's global one. */
export function createMetrics(db: Database): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })

  const http = new Histogram({
    name: 'rollcall_http_request_duration_seconds',
    help: 'Time to answer a request, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: HTTP_BUCKETS,
    registers,
  })
  const waits = new Counter({
    name: 'rollcall_graph_waits_total',
    help: 'Times a directory asked this process to wait or was unavailable.',
    labelNames: ['reason'],
    registers,
  })
  const waitSeconds = new Counter({
    name: 'rollcall_graph_wait_seconds_total',
    help: 'Time this process waited for a directory.',
    labelNames: ['reason'],
    registers,
  })
  addDatabaseGauges(db, registers)

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    httpDone: ({ method, route, status }, seconds) =>
      http.observe({ method, route, status: String(status) }, seconds),
    sourceNotice(notice) {
      if (notice.kind !== 'waiting') return
      waits.inc({ reason: notice.reason })
      waitSeconds.inc({ reason: notice.reason }, notice.waitMs / 1000)
    },
    wallet: createWalletMetrics(registers),
    scim: createScimMetrics(registers),
  }
}

/** Read when asked, so that every process tells the same. */
function addDatabaseGauges(db: Database, registers: Registry[]): void {
  new Gauge({
    name: 'rollcall_sync_runs',
    help: 'Sync runs by status.',
    labelNames: ['status'],
    registers,
    async collect() {
      const rows = await db.client.syncRun.groupBy({ by: ['status'], _count: true })
      for (const status of runStatus.options) this.set({ status }, 0)
      for (const row of rows) this.set({ status: row.status }, row._count)
    },
  })
  new Gauge({
    name: 'rollcall_people_applied',
    help: 'Planned changes that sync runs have applied, over the stored history.',
    registers,
    async collect() {
      const { _sum } = await db.client.syncRun.aggregate({ _sum: { appliedCount: true } })
      this.set(_sum.appliedCount ?? 0)
    },
  })
}
