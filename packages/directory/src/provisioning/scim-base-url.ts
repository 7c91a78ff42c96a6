/** Where the client of a connection sends its requests, without a slash at the end. */
export function toScimBaseUrl(publicUrl: string, connectionId: string): string {
  return `${publicUrl}/scim/v2/inbound/${connectionId}`
}
