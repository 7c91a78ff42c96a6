import { toLogEntry } from './scim/to-log-entry.ts'
import { openExchange } from './scim/exchange.ts'
import { redactBody } from './scim/redact-body.ts'
import { redactPath } from './scim/redact-path.ts'
import { createRequestBody } from './scim/request-body.ts'
import { projectionOf } from './scim/to-answer.ts'
import { parseFilter, toListResponse, asksFor, readPaging, readPatch } from '@rollcall/scim'
import { hashToken } from '@rollcall/db'
import { createHash, hash } from 'node:crypto'
const C = '0198c0de-0000-7000-8000-000000000001'
const url = `/scim/v2/inbound/${C}/Users?filter=${encodeURIComponent('userName eq "nobody123@bench.example"')}`
const ex = openExchange({ id: C, method: 'GET', url, prefix: '/scim/v2/inbound', authorization: 'Bearer x', ip: '1', userAgent: null, ifMatch: null, ifNoneMatch: null } as any)
ex.verdict = { kind: 'live', access: { tokenId: 't', prefix: 'p', expiresAt: null, rules: { connectionId: C, displayName: 'x', sandbox: false }, ctx: { actor: {} } } } as any
const body = toListResponse({ resources: [], totalResults: 0, startIndex: 1 })
ex.answer = { status: 200, body, etag: null, location: null, written: null }
ex.body = createRequestBody('')
const user = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], id: C, userName: 'a@b.example', externalId: 'ext-1', active: true, displayName: 'Given Family', name: { givenName: 'G', familyName: 'Fam' }, emails: [{ type: 'work', primary: true, value: 'a@b.example' }], meta: { resourceType: 'User', created: '2026-01-01T00:00:00.000Z', lastModified: '2026-01-01T00:00:00.000Z', location: `http://127.0.0.1:1/scim/v2/inbound/${C}/Users/${C}`, version: 'W/"1"' } }
const t = (n: string, f: () => unknown) => { let b = 1e9; for (let k = 0; k < 4; k++) { const a = performance.now(); for (let i = 0; i < 20000; i++) f(); b = Math.min(b, (performance.now() - a) / 20) } console.log(b.toFixed(2), 'us', n) }
for (const _ of [1]) {
t('toLogEntry miss', () => toLogEntry(ex, { at: new Date(), status: 200, durationMs: 1.2 }))
t('redactPath', () => redactPath(ex.address.path, ex.address.query))
t('redactBody list', () => redactBody(body))
t('redactBody user', () => redactBody(user))
t('openExchange', () => openExchange(ex.incoming))
t('iso', () => new Date(Date.now() - 1.23).toISOString())
t('URLSearchParams', () => new URLSearchParams(ex.address.query))
const q = new URLSearchParams(ex.address.query)
t('projectionOf', () => projectionOf(q))
t('parseFilter', () => parseFilter('userName eq "nobody123@bench.example"', 'User'))
t('hashToken', () => hashToken('rs_abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst'))
t('hash latin1', () => hash('sha256', 'rs_abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst', 'latin1' as any))
t('hash base64', () => hash('sha256', 'rs_abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst', 'base64'))
t('hash buffer', () => hash('sha256', 'rs_abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst', 'buffer' as any))
}
import { targetOf } from './scim/answer-request.ts'
t('targetOf', () => targetOf(ex.address.segments ?? []))
t('toLogEntry again', () => toLogEntry(ex, { at: new Date(), status: 200, durationMs: 1.2 }))
t('toLogEntry -date', () => { const at = new Date(0); return toLogEntry(ex, { at, status: 200, durationMs: 1.2 }) })
t('isoconst', () => { const sent = { at: new Date(), durationMs: 1.2 }; return new Date(sent.at.getTime() - sent.durationMs).toISOString() })
const ex2 = { ...ex, answer: { ...ex.answer!, body: null } }
t('toLogEntry no body', () => toLogEntry(ex2, { at: new Date(), status: 200, durationMs: 1.2 }))
const ex3 = { ...ex2, address: { ...ex.address, query: '' } }
t('toLogEntry no body no query', () => toLogEntry(ex3, { at: new Date(), status: 200, durationMs: 1.2 }))
const known = { at: 'x', status: 200, durationMs: 1.2, connectionId: C, target: { resourceType: 'User', resourceId: null }, outcome: 'x' }
t('rest', () => { const { target, durationMs, ...rest } = known; return rest })
t('rest+spread', () => { const { target, durationMs, ...rest } = known; return { ...rest, id: C, b: 1, c: 2, d: 3, e: 4, f: 5, g: 6, h: 7, i: 8, j: 9, k: 10, l: 11, m: 12 , requestBody: null } })
t('spread', () => { return { ...known, at: 'y' , connectionId: C, target: null, outcome: 'x' } })
t('plain', () => { return { at: known.at, status: known.status, connectionId: known.connectionId, outcome: known.outcome, id: C, b: 1, c: 2, d: 3, e: 4, f: 5, g: 6, h: 7, i: 8, j: 9, k: 10, l: 11, m: 12 , requestBody: null } })
