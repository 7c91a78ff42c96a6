/**
 * A file of `vectors/`: cases that any SCIM server can be held against. Texts may contain `{{name}}`, which stands for a
 * variable; `pointer.ts` and `matcher.ts` say how expectations are written.
 */
export interface VectorSuite {
  readonly suite: string
  readonly cases: readonly VectorCase[]
}

export interface VectorCase {
  readonly name: string
  /** `policy` is our decision where the standards leave room. */
  readonly level: 'must' | 'should' | 'policy'
  readonly source: string
  readonly note?: string
  /** What the server under test must offer; unmet, the case is skipped. */
  readonly requires?: readonly string[]
  readonly given: readonly VectorStep[]
  readonly request: VectorRequest
  readonly expect: Expectation
  readonly then?: readonly VectorStep[]
}

export interface VectorStep {
  readonly request: VectorRequest
  readonly expect: Expectation
  /** Variable name to pointer into the body. */
  readonly capture?: Readonly<Record<string, string>>
  /** Variable name to header name. */
  readonly captureHeaders?: Readonly<Record<string, string>>
}

export interface VectorRequest {
  readonly method: string
  /** Percent-encoded already; stands behind the base as it is. */
  readonly path: string
  readonly base?: string
  readonly body?: unknown
  readonly rawBody?: string
  /** Null for a header that must not be sent. */
  readonly headers?: Readonly<Record<string, string | null>>
  readonly repeat?: number
  readonly concurrency?: number
}

export interface Expectation {
  readonly status?: number | readonly number[]
  readonly headers?: Readonly<Record<string, unknown>>
  readonly bodyPaths?: Readonly<Record<string, unknown>>
  readonly absent?: readonly string[]
  readonly bodyEmpty?: boolean
  readonly bodyIncludesText?: readonly string[]
  readonly bodyExcludesText?: readonly string[]
  readonly ifStatus?: Readonly<Record<string, Expectation>>
}

/** What goes out: exactly these headers and no others, so that a missing `User-Agent` stays missing. */
export interface WireRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Null for none. */
  readonly body: string | null
}

/** What came back; header names in lower case. */
export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly text: string
}
