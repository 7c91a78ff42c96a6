const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether a text is written as ids of resources are; anything else is the id of none. Case counts: RFC 7643 section 3.1. */
export function isResourceId(text: string): boolean {
  return UUID.test(text)
}
