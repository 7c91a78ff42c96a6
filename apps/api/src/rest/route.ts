import { parseInput, type Context } from '@rollcall/directory'
import type { ErrorCode } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { AppDeps } from '../app-deps.ts'
import type { Access } from '../auth/authorize.ts'
import type { Caller } from '../auth/caller.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What arrived, not yet parsed. An absent body is undefined. */
export interface RawRequest {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
}

/** Who asks, and what the server answers with. */
export interface RestCall {
  readonly ctx: Context
  readonly caller: Caller
  readonly deps: AppDeps
}

/** One route as data: registered on the server and described in the OpenAPI document from the same words. */
export interface RestRoute {
  readonly method: Method
  /** With parameters in braces, as OpenAPI writes them. */
  readonly path: `/api/${string}`
  readonly access: Access
  readonly tag: string
  readonly summary: string
  readonly description: string | null
  readonly params: z.ZodObject | null
  readonly query: z.ZodObject | null
  readonly body: z.ZodType | null
  /** 204 has no body, and `response` is null then. */
  readonly status: 200 | 201 | 202 | 204
  readonly response: z.ZodType | null
  /** Media type of a file that is sent piece by piece in place of JSON; the answer is a `Download` then. */
  readonly file: string | null
  /** Expected failures beyond those that follow from the rest: input, sign-in, permission, and the id in the path. */
  readonly failures: readonly ErrorCode[]
  readonly examples: { readonly body?: unknown; readonly response?: unknown }
  /** Parses what arrived, calls the verb, and gives the response body, parsed by `response`, or the file. */
  answer(call: RestCall, raw: RawRequest): Promise<unknown>
}

export interface Download {
  readonly fileName: string
  readonly pieces: AsyncIterable<string>
}

type Output<T> = T extends z.ZodType ? z.output<T> : undefined

interface Definition<P, Q, B, R> {
  readonly method: Method
  readonly path: `/api/${string}`
  readonly access: Access
  readonly tag: string
  readonly summary: string
  readonly description?: string
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly status?: 200 | 201 | 202 | 204
  readonly response?: R
  readonly file?: string
  readonly failures?: readonly ErrorCode[]
  readonly examples: { readonly body?: unknown; readonly response?: unknown }
  readonly run: (
    call: RestCall & { params: Output<P>; query: Output<Q>; body: Output<B> },
  ) => Promise<R extends z.ZodType ? z.input<R> : unknown>
}

/** Ties a route's schemas to the types its `run` sees. */
export function route<
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  R extends z.ZodType | undefined = undefined,
>(definition: Definition<P, Q, B, R>): RestRoute {
  const { params, query, body, response, run } = definition
  return {
    method: definition.method,
    path: definition.path,
    access: definition.access,
    tag: definition.tag,
    summary: definition.summary,
    description: definition.description ?? null,
    params: params ?? null,
    query: query ?? null,
    body: body ?? null,
    status: definition.status ?? 200,
    response: response ?? null,
    file: definition.file ?? null,
    failures: definition.failures ?? [],
    examples: definition.examples,
    async answer(call, raw) {
      const parsed = {
        ...call,
        params: parsePart(params, raw.params),
        query: parsePart(query, raw.query),
        body: parsePart(body, raw.body),
      }
      const result = await run(parsed)
      if (definition.file !== undefined) return result
      return response ? response.parse(result) : undefined
    },
  }
}

/** A part that the route does not declare is undefined, which is what `Output` says of it; hence the cast. */
function parsePart<T extends z.ZodType | undefined>(schema: T | undefined, value: unknown): Output<T> {
  return (schema ? parseInput(schema, value) : undefined) as Output<T>
}
