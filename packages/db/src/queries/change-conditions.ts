import { Prisma } from '../generated/client.ts'

export interface ChangeFilter {
  runId: string
  kind?: string | undefined
  outcome?: string | undefined
  /** The run's watermark: changes up to it without an outcome of their own were applied. */
  appliedThrough: number
}

/** What the filter asks of the change `c`. */
export function changeConditions(filter: ChangeFilter): Prisma.Sql[] {
  const conditions = [Prisma.sql`c.run_id = ${filter.runId}::uuid`]
  if (filter.kind !== undefined) conditions.push(Prisma.sql`c.kind = ${filter.kind}`)
  if (filter.outcome !== undefined) conditions.push(hasOutcome(filter.outcome, filter.appliedThrough))
  return conditions
}

/** The words `<> 'pending'` are said as well, because the index of outcomes is made for them alone. */
function hasOutcome(outcome: string, appliedThrough: number): Prisma.Sql {
  if (outcome === 'applied') return Prisma.sql`c.outcome = 'pending' and c.seq <= ${appliedThrough}`
  if (outcome === 'pending') return Prisma.sql`c.outcome = 'pending' and c.seq > ${appliedThrough}`
  return Prisma.sql`c.outcome = ${outcome} and c.outcome <> 'pending'`
}
