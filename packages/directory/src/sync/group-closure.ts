/** Direct group-in-group edges: parent group id -> ids of the groups directly inside it. */
export type GroupEdges = ReadonlyMap<string, readonly string[]>

/**
 * Every group whose direct members count as members of `root`: itself, and with nesting the groups inside it at any
 * depth. Cycles are tolerated, each group counts once.
 */
export function closureOf(root: string, edges: GroupEdges, nested: boolean): ReadonlySet<string> {
  const reached = new Set([root])
  if (!nested) return reached
  const queue = [root]
  for (let group = queue.pop(); group !== undefined; group = queue.pop()) {
    for (const child of edges.get(group) ?? []) {
      if (reached.has(child)) continue
      reached.add(child)
      queue.push(child)
    }
  }
  return reached
}
