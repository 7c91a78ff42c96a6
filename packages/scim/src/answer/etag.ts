/** The entity tag of a version, for `ETag` and `meta.version`. The version must not contain a quotation mark. */
export function toWeakEtag(version: string | number): string {
  return `W/"${version}"`
}

/**
 * Whether `If-Match` or `If-None-Match` names the tag: weak comparison, a list, or `*` for any version. A header that was not
 * sent names nothing, so ask whether there is an `If-Match` before answering 412.
 */
export function matchesEtag(header: string | null, etag: string): boolean {
  if (header === null) return false
  if (header.trim() === '*') return true
  const wanted = opaque(etag)
  return [...header.matchAll(/(?:W\/)?"[^"]*"|[^\s,"]+/g)].some(([tag]) => opaque(tag) === wanted)
}

/** Without the mark of weakness; tags that came without quotes get them. */
function opaque(tag: string): string {
  const bare = tag.startsWith('W/') ? tag.slice(2) : tag
  return bare.startsWith('"') ? bare : `"${bare}"`
}
