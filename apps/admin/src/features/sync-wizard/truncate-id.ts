/** The ends of a long id, for groups whose name the directory has not told yet. */
export function truncateId(id: string): string {
  return id.length > 16 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id
}
