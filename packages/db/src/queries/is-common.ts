import type { Prisma } from '../generated/client.ts'

const SAMPLE = 1_000

/** One row in ten or more: of so many, a thousand are met sooner by going through the table than by its index. */
const COMMON = SAMPLE / 10

/** Whether what is searched for is common among the rows that come first; a table with fewer has nothing to gain. */
export async function isCommon(
  db: Prisma.TransactionClient,
  { rows, found }: { rows: Prisma.Sql; found: Prisma.Sql },
): Promise<boolean> {
  const counts = await db.$queryRaw<{ all: number; found: number }[]>`
    select count(*)::int as all, (count(*) filter (where ${found}))::int as found
    from (${rows} limit ${SAMPLE}::int) as sample`
  const { all = 0, found: met = 0 } = counts[0] ?? {}
  return all < SAMPLE || met >= COMMON
}
