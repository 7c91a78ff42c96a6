import { describe, expect, it } from 'vitest'
import { parseReport } from './driver-messages.ts'
import { parseIceServer } from './ice-server.ts'

describe('what the process of the data channels reports', () => {
  it.each([
    { kind: 'loaded' },
    { kind: 'unusable', reason: 'There is no library.' },
    { kind: 'answer', peer: 1, sdp: 'v=0' },
    { kind: 'candidate', peer: 1, line: 'candidate:1 1 udp 1 192.0.2.1 1 typ host' },
    { kind: 'message', peer: 1, bytes: Buffer.from('hello') },
    { kind: 'closed', peer: 1, reason: 'ended' },
  ])('is understood: $kind', (report) => {
    expect(parseReport(report)).toEqual(report)
  })

  it.each([
    null,
    'loaded',
    { kind: 'shout' },
    { kind: 'open' },
    { kind: 'open', peer: '1' },
    { kind: 'message', peer: 1, bytes: 'hello' },
    { kind: 'message', peer: 1, bytes: new Uint8Array(81 * 1024) },
    { kind: 'answer', peer: 1, sdp: 'x'.repeat(33 * 1024) },
    { kind: 'closed', peer: 1, reason: 'because' },
  ])('is not believed when it makes no sense: %j', (report) => {
    expect(parseReport(report)).toBeNull()
  })
})

describe('the address of a STUN or TURN server', () => {
  it.each([
    ['stun:stun.example.org:3478', { urls: 'stun:stun.example.org:3478' }],
    ['turns:turn.example.org?transport=tcp', { urls: 'turns:turn.example.org?transport=tcp' }],
    [
      'turn:ada:se:cret@turn.example.org:3478',
      { urls: 'turn:turn.example.org:3478', username: 'ada', credential: 'se:cret' },
    ],
  ])('is read: %s', (text, server) => {
    expect(parseIceServer(text)).toEqual(server)
  })

  it.each(['', 'http://example.org', 'turn:', 'turn:ada@turn.example.org'])('is nothing: %s', (text) => {
    expect(parseIceServer(text)).toBeNull()
  })
})
