import { canonicalName } from '../attribute-path.ts'
import type { Comparison, Filter, Presence } from '../filter/filter.ts'

/** A filter as text that `parseFilter` reads back as the same filter. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.items.map(printOperand).join(` ${filter.kind} `)
    case 'not':
      return `not (${printFilter(filter.item)})`
    case 'compare':
    case 'present':
      return printTest(canonicalName(filter.path), filter)
    case 'element': {
      const chosen = `${canonicalName(filter.path)}[${printBrackets(filter.filter)}]`
      return filter.then ? printTest(`${chosen}.${filter.then.path.sub}`, filter.then) : chosen
    }
  }
}

function printTest(name: string, test: Comparison | Presence): string {
  return test.kind === 'present' ? `${name} pr` : `${name} ${test.operator} ${JSON.stringify(test.value)}`
}

function printOperand(filter: Filter): string {
  return filter.kind === 'and' || filter.kind === 'or' ? `(${printFilter(filter)})` : printFilter(filter)
}

/** Between brackets, paths are written without the attribute. */
function printBrackets(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.items
        .map((item) =>
          item.kind === 'and' || item.kind === 'or' ? `(${printBrackets(item)})` : printBrackets(item),
        )
        .join(` ${filter.kind} `)
    case 'not':
      return `not (${printBrackets(filter.item)})`
    case 'compare':
    case 'present':
      return printTest(filter.path.sub ?? 'value', filter)
    case 'element':
      return printBrackets(filter.filter)
  }
}
