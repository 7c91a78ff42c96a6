import type { AttributePath } from '../attribute-path.ts'

export type CompareOperator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le'

/**
 * Typed like its attribute: booleans for boolean attributes, times in UTC as `Date.toISOString` writes them, text for the
 * rest. Null comes with `eq` and `ne` alone: nothing there, anything there.
 */
export type FilterValue = string | boolean | null

export interface Comparison {
  readonly kind: 'compare'
  readonly path: AttributePath
  readonly operator: CompareOperator
  readonly value: FilterValue
}

export interface Presence {
  readonly kind: 'present'
  readonly path: AttributePath
}

/**
 * A filter of RFC 7644 section 3.4.2.2. The paths of comparisons name a sub-attribute whenever the attribute is complex:
 * `members eq "x"` arrives as `members.value`.
 */
export type Filter =
  | Comparison
  | Presence
  | { readonly kind: 'and'; readonly items: readonly Filter[] }
  | { readonly kind: 'or'; readonly items: readonly Filter[] }
  | { readonly kind: 'not'; readonly item: Filter }
  | {
      readonly kind: 'element'
      readonly path: AttributePath
      /** About one and the same element; its paths name sub-attributes of `path`. */
      readonly filter: Filter
      /** What else must hold of that element: `emails[type eq "work"].value eq "x"`. */
      readonly then?: Comparison | Presence
    }
