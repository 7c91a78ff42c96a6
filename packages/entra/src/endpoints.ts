import { CLOUDS, type Cloud, type CloudEndpoints } from '@rollcall/vocabulary'

export interface DefaultHosts {
  readonly authorityHost: string
  readonly graphRoot: string
}

/** Both Microsoft libraries refuse plain http, so a wrong address is told at start instead of as a lost token. */
export function parseHost(name: string, address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url?.protocol !== 'https:' || url.pathname !== '/' || url.search !== '' || url.username !== '') {
    throw new Error(
      `The ${name} must be an https address without a path, such as https://graph.microsoft.com; it is "${address}".`,
    )
  }
  return url.origin
}

/** `default` is what the server is configured with; it borrows the portal of the cloud it matches. */
export function endpointsFor(cloud: Cloud, hosts: DefaultHosts): CloudEndpoints {
  if (cloud !== 'default') return CLOUDS[cloud]
  const known = Object.values(CLOUDS).find(
    (entry) => entry.authorityHost === hosts.authorityHost && entry.graphRoot === hosts.graphRoot,
  )
  if (known) return known
  return { label: 'the configured cloud', ...hosts, portal: CLOUDS.global.portal }
}
