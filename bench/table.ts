import type { Finding } from './finding.ts'

const HEAD: Finding = {
  what: 'what',
  value: 'ratio',
  relativeTo: 'relative to',
  goal: 'goal',
  remark: 'remark',
}
const COLUMNS = ['what', 'value', 'relativeTo', 'goal', 'remark'] as const

/** A Markdown table that also reads well in a terminal. */
export function toTable(findings: readonly Finding[]): string {
  const rows = [HEAD, ...findings].map((row) => COLUMNS.map((column) => row[column] ?? ''))
  const widths = COLUMNS.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  const toLine = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`
  const lines = rows.map(toLine)
  return lines.toSpliced(1, 0, toLine(widths.map((width) => '-'.repeat(width)))).join('\n')
}
