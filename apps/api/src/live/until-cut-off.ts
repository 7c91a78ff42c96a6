/**
 * Waits for the end of the connection. A stream that ends by itself tells the browser that there is no more to come;
 * when only this process stops, being cut off is what makes the browser ask again.
 */
export function untilCutOff(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
