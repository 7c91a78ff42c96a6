import type { TransportFailure, TransportKind } from './transport-failure.ts'

export interface Advice {
  /** What happened, as a sentence. */
  readonly message: string
  /** What to do about it. */
  readonly hint: string
}

type Explain = (host: string, code: string) => Advice

/** One entry per way of getting no answer; names the setting of this server that is the likely cure. */
const EXPLAIN = {
  dns: (host, code) => ({
    message: `The name ${host} could not be found (${code}).`,
    hint: 'Check the DNS of the machine this server runs on, and that the chosen Microsoft cloud is right. Behind a proxy, set HTTPS_PROXY.',
  }),
  refused: (host, code) => ({
    message: `${host} refused the connection (${code}).`,
    hint: `Allow outgoing HTTPS (port 443) from this server to ${host} in the firewall, or set HTTPS_PROXY.`,
  }),
  timeout: (host, code) => ({
    message: `${host} did not answer in time (${code}).`,
    hint: `A firewall may be dropping the traffic. Allow outgoing HTTPS from this server to ${host}, or set HTTPS_PROXY.`,
  }),
  untrusted: (host, code) => ({
    message: `The certificate of ${host} is signed by an authority this server does not trust (${code}).`,
    hint: 'A proxy that inspects traffic is the usual reason. Save its root certificate as a PEM file and name the file in ENTRA_CA_FILE, then restart.',
  }),
  certificate_expired: (host, code) => ({
    message: `The certificate of ${host} is not valid at this time (${code}).`,
    hint: "Check this server's clock first. If it is right, the proxy in between presents an expired certificate and has to renew it.",
  }),
  certificate_name: (host, code) => ({
    message: `The certificate that ${host} presented was issued for another name (${code}).`,
    hint: 'Something between this server and Microsoft answers in its place. Check DNS and proxy settings.',
  }),
  tls: (host, code) => ({
    message: `No secure connection to ${host} could be agreed on (${code}).`,
    hint: 'Check that the address and the proxy really speak HTTPS, with TLS 1.2 or newer.',
  }),
  proxy: (host, code) => ({
    message: `The proxy did not let us through to ${host} (${code}).`,
    hint: `Check the address, user name and password in HTTPS_PROXY, and allow ${host} on the proxy.`,
  }),
  proxy_unreachable: (host, code) => ({
    message: `The proxy ${host} could not be reached (${code}).`,
    hint: 'Check the address and port in HTTPS_PROXY, and that the proxy is running.',
  }),
  cut: (host, code) => ({
    message: `The connection to ${host} broke off (${code}).`,
    hint: 'Try again. If it keeps happening, look at the firewall or proxy between this server and Microsoft.',
  }),
  closed: (host, code) => ({
    message: `The request to ${host} was dropped because this server is shutting down (${code}).`,
    hint: 'Try again once the server is running.',
  }),
  other: (host, code) => ({
    message: `${host} could not be reached (${code}).`,
    hint: 'Check the network of the machine this server runs on, then try again.',
  }),
} satisfies Record<TransportKind, Explain>

export function explainTransport({ kind, host, code }: TransportFailure): Advice {
  return EXPLAIN[kind](host, code)
}
