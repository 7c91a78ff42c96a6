import { isObject } from '../../resource.ts'

/** What a pointer of the vectors leads to: `/a/0/[type=work]/value`. Undefined when nothing is there. */
export function follow(document: unknown, pointer: string): unknown {
  return segments(pointer).reduce<unknown>((value, segment) => step(value, segment), document)
}

function segments(pointer: string): string[] {
  return pointer.match(/(?:\[[^\]]*\]|[^/])+/g) ?? []
}

function step(value: unknown, segment: string): unknown {
  const chosen = /^\[([^=]+)=(.*)\]$/.exec(segment)
  if (chosen) {
    const [, key = '', wanted] = chosen
    return Array.isArray(value)
      ? value.find((item) => isObject(item) && key in item && String(item[key]) === wanted)
      : undefined
  }
  if (Array.isArray(value)) return /^\d+$/.test(segment) ? (value[Number(segment)] as unknown) : undefined
  return isObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined
}
