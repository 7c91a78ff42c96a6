import { SourceError } from '@rollcall/vocabulary'

/** Whether a whole link leads to the server and API we know. The token must not travel elsewhere. */
export function isGraphLink(link: string, graphRoot: string): boolean {
  const url = URL.canParse(link) ? new URL(link) : null
  return url?.origin === graphRoot && url.pathname.startsWith('/v1.0/')
}

export function foreignLink(link: string, graphRoot: string): SourceError {
  return new SourceError(
    'malformed',
    'The answer continues at another server than Microsoft Graph. We did not follow it.',
    {
      hint: 'A proxy may be rewriting the answers. Look at what stands between this server and Microsoft.',
      evidence: {
        host: URL.canParse(link) ? new URL(link).host : 'unreadable',
        expectedHost: new URL(graphRoot).host,
      },
    },
  )
}

/** Paths are our own; links come from Microsoft and are followed only on the same server. */
export function checkLink(where: string, graphRoot: string): void {
  if (!where.startsWith('/') && !isGraphLink(where, graphRoot)) throw foreignLink(where, graphRoot)
}
