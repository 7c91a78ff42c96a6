export type WayIn = 'wallet' | 'password'

const KEY = 'rollcall-way-in'

/** How someone last signed in with this browser; the wallet when nobody has, or when it may not be remembered. */
export function readWayIn(): WayIn {
  try {
    return localStorage.getItem(KEY) === 'password' ? 'password' : 'wallet'
  } catch {
    return 'wallet'
  }
}

export function rememberWayIn(way: WayIn): void {
  try {
    localStorage.setItem(KEY, way)
  } catch {
    // A browser that remembers nothing shows the wallet first each time.
  }
}
