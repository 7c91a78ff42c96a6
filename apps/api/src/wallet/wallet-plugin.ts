import type { FastifyInstance } from 'fastify'
import type { AppDeps } from '../app-deps.ts'
import { createDriverHost } from './driver/driver-host.ts'
import type { DriverName, PeerDriver } from './driver/peer-driver.ts'
import { createSignalling } from './peer/signalling.ts'
import { signallingPlugin } from './peer/signalling-plugin.ts'
import { relayPlugin } from './relay/relay-plugin.ts'
import { openWalletPorts } from './wallet-ports.ts'

/** How wallets reach the server: two requests at `/wallet/{token}`, or a data channel by way of `/peerjs`. */
export async function walletPlugin(app: FastifyInstance, { deps }: { deps: AppDeps }): Promise<void> {
  const ports = openWalletPorts(deps)
  const { wallet: metrics } = deps.metrics
  const { log } = deps
  const drivers = new Map<DriverName, PeerDriver>()
  const driver = (name: DriverName): PeerDriver => {
    const known = drivers.get(name) ?? createDriverHost({ name, log, now: () => deps.now() })
    drivers.set(name, known)
    return known
  }
  const signalling = createSignalling({ ports, metrics, log, driver })
  // Before the server waits for its connections to end, and while the database can still be told who left.
  app.addHook('preClose', async () => {
    await signalling.close()
    await Promise.all([...drivers.values()].map((one) => one.close()))
  })
  await app.register(relayPlugin, { prefix: '/wallet', ports, metrics })
  await app.register(signallingPlugin, { signalling })
}
