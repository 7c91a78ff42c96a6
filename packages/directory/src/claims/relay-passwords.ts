import { DirectoryError } from '../errors.ts'

const HIDDEN = '********'
const WITH_PASSWORD = /^(turns?:[^:@]*:)(.+)@([^@]+)$/

/** The address of a TURN server without its password; any other address as it is. */
export function hidePassword(server: string): string {
  return server.replace(WITH_PASSWORD, `$1${HIDDEN}@$3`)
}

/** Puts back the stored passwords of addresses that were sent as they were shown. Refuses one that was never stored. */
export function restorePasswords(given: readonly string[], stored: readonly string[]): string[] {
  return given.map((server, index) => {
    if (WITH_PASSWORD.exec(server)?.[2] !== HIDDEN) return server
    const known = stored.find((one) => hidePassword(one) === server)
    if (known !== undefined) return known
    const message = 'Enter the password of this server again; it is stored for another address or user.'
    throw new DirectoryError('invalid_input', message, [{ path: `iceServers.${index}`, message }])
  })
}
