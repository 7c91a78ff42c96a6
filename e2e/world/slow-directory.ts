import type { World } from './world.ts'

/** Every page of people arrives this late, until the returned function is called. */
export function slowDown(world: World, ms: number): () => void {
  const fault = world.emulator.control.addFault({
    match: { path: String.raw`/users(/delta)?\?` },
    effect: { kind: 'delay', ms },
  })
  return () => void world.emulator.control.removeFault(fault)
}
