import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { JsonObject } from '../json-value.ts'
import { isJsonObject, parseJson } from '../json-value.ts'

const encode = (value: JsonObject): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The three parts of a JWT, its header and claims parsed but not trusted. */
export type ParsedToken = { header: JsonObject; claims: JsonObject; signed: Buffer; signature: Buffer }

export function parseToken(token: string): ParsedToken | undefined {
  const [head, body, signature, ...rest] = token.split('.')
  if (head === undefined || body === undefined || signature === undefined || rest.length > 0) return undefined
  const header = parseJson(Buffer.from(head, 'base64url').toString('utf8'))
  const claims = parseJson(Buffer.from(body, 'base64url').toString('utf8'))
  if (!isJsonObject(header) || !isJsonObject(claims)) return undefined
  return {
    header,
    claims,
    signed: Buffer.from(`${head}.${body}`),
    signature: Buffer.from(signature, 'base64url'),
  }
}

/** Signs tokens with one RSA key (RS256), made when the first token is asked for. */
export class TokenSigner {
  #privateKey: KeyObject | undefined
  #publicKey: KeyObject | undefined

  issue(claims: JsonObject): string {
    const head = encode({ typ: 'JWT', alg: 'RS256', x5t: this.keyId(), kid: this.keyId() })
    const body = encode(claims)
    const signature = sign('sha256', Buffer.from(`${head}.${body}`), this.#key())
    return `${head}.${body}.${signature.toString('base64url')}`
  }

  isOurs({ header, signed, signature }: ParsedToken): boolean {
    return header['alg'] === 'RS256' && verify('sha256', signed, this.#public(), signature)
  }

  keyId(): string {
    const der = this.#public().export({ type: 'spki', format: 'der' })
    return createHash('sha1').update(der).digest('base64url')
  }

  /** The public key as RFC 7517 describes it. */
  jsonWebKey(issuer: string): JsonObject {
    const { n = '', e = '' } = this.#public().export({ format: 'jwk' })
    return { kty: 'RSA', use: 'sig', alg: 'RS256', kid: this.keyId(), x5t: this.keyId(), n, e, issuer }
  }

  #key(): KeyObject {
    this.#privateKey ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    return this.#privateKey
  }

  #public(): KeyObject {
    this.#publicKey ??= createPublicKey(this.#key())
    return this.#publicKey
  }
}
