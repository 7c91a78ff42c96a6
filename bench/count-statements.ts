import { Client } from 'pg'

export interface StatementCount {
  /** Everything sent to the server, `begin` and `commit` included. */
  readonly statements: number
  /** Transactions, with a statement outside any counted as one. */
  readonly transactions: number
  /** How often the statement ran that ran most, `begin` and `commit` aside. */
  readonly mostOfOne: number
}

/**
 * Counts what the PostgreSQL driver of this process sends while `work` runs. Both engines are reached through that
 * driver, and the count is the same whatever the server has enabled.
 */
export async function countStatements(work: () => Promise<unknown>): Promise<StatementCount> {
  const send = Client.prototype.query
  const open = new WeakSet<Client>()
  const byText = new Map<string, number>()
  let statements = 0
  let transactions = 0
  function count(this: Client, ...args: unknown[]): unknown {
    const text = textOf(args[0])
    statements += 1
    if (!open.has(this)) transactions += 1
    if (/^\s*begin\b/i.test(text)) open.add(this)
    else if (/^\s*(commit|rollback)\s*$/i.test(text)) open.delete(this)
    else byText.set(text, (byText.get(text) ?? 0) + 1)
    return Reflect.apply(send, this, args)
  }
  Client.prototype.query = likeQuery(count)
  try {
    await work()
  } finally {
    Client.prototype.query = send
  }
  return { statements, transactions, mostOfOne: Math.max(0, ...byText.values()) }
}

function textOf(query: unknown): string {
  if (typeof query === 'string') return query
  return typeof query === 'object' && query !== null && 'text' in query ? String(query.text) : ''
}

/** The counting function hands all arguments on and answers what `query` answers, so it has all its signatures. */
function likeQuery(count: (this: Client, ...args: unknown[]) => unknown): typeof Client.prototype.query {
  return count as typeof Client.prototype.query
}
