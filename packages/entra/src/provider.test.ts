import { createServer } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { endpointsFor } from './endpoints.ts'
import { portalLinks } from './portal-links.ts'
import { createEntraProvider } from './provider.ts'
import { CLIENT_ID, startScriptedServer, TENANT_ID } from './testing/scripted-server.ts'

const hosts = { authorityHost: 'https://login.microsoftonline.com', graphRoot: 'https://graph.microsoft.com' }

describe('the provider', () => {
  it.each([
    ['http://graph.microsoft.com'],
    ['https://graph.microsoft.com/v1.0'],
    ['https://user@graph.microsoft.com'],
    ['graph.microsoft.com'],
  ])('refuses the address %s at start', (graphRoot) => {
    expect(() => createEntraProvider({ ...hosts, graphRoot })).toThrow(/must be an https address/)
  })

  it('says which certificate file cannot be read', () => {
    expect(() => createEntraProvider({ ...hosts, caFile: '/nowhere/ca.pem' })).toThrow(
      /\/nowhere\/ca\.pem.*ENTRA_CA_FILE/,
    )
  })

  it('goes through the proxy, with its password, for sign-in and Graph alike', async () => {
    const server = await startScriptedServer(({ path }) =>
      path.startsWith('/v1.0/users') ? { raw: '42' } : undefined,
    )
    const tunnels: [string, string][] = []
    const proxy = createServer()
    proxy.on('connect', (request, client) => {
      const target = request.url ?? ''
      tunnels.push([target, request.headers['proxy-authorization'] ?? ''])
      const upstream = connect(Number(target.split(':')[1]), 'localhost', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n')
        upstream.pipe(client).pipe(upstream)
      })
      upstream.on('error', () => client.destroy())
      client.on('error', () => upstream.destroy())
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const address = proxy.address()
    const port = typeof address === 'object' ? address?.port : 0
    const provider = createEntraProvider({
      authorityHost: server.origin,
      graphRoot: server.origin,
      caPem: server.caPem,
      proxyUrl: `http://user:pass@127.0.0.1:${port}`,
    })
    const source = provider.open({
      directoryId: TENANT_ID,
      clientId: CLIENT_ID,
      credential: { kind: 'secret', clientSecret: 'abc~value' },
      cloud: 'default',
    })
    expect(await source.countUsers(new AbortController().signal)).toBe(42)
    await provider.close()
    await server.close()
    await new Promise((resolve) => proxy.close(resolve))
    const expected = [new URL(server.origin).host, `Basic ${Buffer.from('user:pass').toString('base64')}`]
    expect(tunnels.length).toBeGreaterThan(0)
    expect(tunnels.every((tunnel) => tunnel.join() === expected.join())).toBe(true)
    expect(server.requests).toHaveLength(2)
  })
})

describe('clouds', () => {
  it('keep their own addresses, and the default is what the server is configured with', () => {
    const local = { authorityHost: 'https://localhost:8443', graphRoot: 'https://localhost:8443' }
    expect(endpointsFor('china', local).graphRoot).toBe('https://microsoftgraph.chinacloudapi.cn')
    expect(endpointsFor('default', local)).toMatchObject(local)
    expect(endpointsFor('default', hosts).label).toBe('Global (and GCC)')
    const government = {
      authorityHost: 'https://login.microsoftonline.us',
      graphRoot: 'https://dod-graph.microsoft.us',
    }
    expect(endpointsFor('default', government).portal).toBe('https://portal.azure.us')
  })

  it('link into their own portal', () => {
    const links = portalLinks('https://portal.azure.cn', 'a b/c')
    expect(links.credentials.href).toBe(
      'https://portal.azure.cn/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Credentials/appId/a%20b%2Fc',
    )
    expect(links.conditionalAccess(null).href).toContain('Policies')
  })
})
