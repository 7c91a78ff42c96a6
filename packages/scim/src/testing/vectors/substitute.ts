export type Variables = ReadonlyMap<string, string>

/** The value with every `{{name}}` replaced in its texts and keys. Throws for a name that nobody bound. */
export function substitute<Value>(value: Value, variables: Variables): Value {
  // Only texts and keys are touched, so the shape stays what it was.
  return replaceIn(value, variables) as Value
}

function replaceIn(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') return replaceText(value, variables)
  if (Array.isArray(value)) return value.map((item) => replaceIn(item, variables))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [replaceText(key, variables), replaceIn(item, variables)]),
  )
}

function replaceText(text: string, variables: Variables): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_match, name: string) => {
    const value = variables.get(name)
    if (value === undefined) throw new Error(`The vectors use {{${name}}}, which nothing bound.`)
    return value
  })
}
