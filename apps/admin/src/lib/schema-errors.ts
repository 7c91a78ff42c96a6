import type * as z from 'zod'

/** A form's validation from the schema the server uses: the first message of each field, by dotted path. */
export function schemaErrors(schema: z.ZodType): (values: unknown) => Record<string, string> {
  return (values) => {
    const result = schema.safeParse(values)
    const errors: Record<string, string> = {}
    for (const issue of result.error?.issues ?? []) errors[issue.path.join('.')] ??= issue.message
    return errors
  }
}
