import type { Finding } from './finding.ts'

const HEAD: Finding = { what: 'what', value: 'ratio', relativeTo: 'relative to', remark: 'remark' }

/** A Markdown table that also reads well in a terminal. */
export function toTable(findings: readonly Finding[]): string {
  const columns = ['what', 'value', 'relativeTo', 'remark'] as const
  const rows = [HEAD, ...findings]
  const widths = columns.map((column) => Math.max(...rows.map((row) => row[column].length)))
  const toLine = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`
  const lines = rows.map((row) => toLine(columns.map((column) => row[column])))
  return lines.toSpliced(1, 0, toLine(widths.map((width) => '-'.repeat(width)))).join('\n')
}
