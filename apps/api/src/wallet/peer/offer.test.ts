import { describe, expect, it } from 'vitest'
import { atPublicAddress, parseCandidate, writeCandidate } from './ice-candidate.ts'
import { MAX_CANDIDATES, parseOffer } from './offer.ts'

const FINGERPRINT = `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}`
/** As Chromium writes it. */
const CHROMIUM = [
  'v=0',
  'o=- 4611731400430051336 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0',
  'a=extmap-allow-mixed',
  'a=msid-semantic: WMS',
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  'c=IN IP4 0.0.0.0',
  'a=candidate:1 1 udp 2113937151 8e5d9c1a-5b4e-4f8e-9f70-2f8c3f1f0c11.local 51234 typ host generation 0',
  'a=candidate:2 1 udp 2113937151 192.0.2.7 51235 typ host generation 0 network-cost 999',
  'a=candidate:3 1 tcp 1518280447 192.0.2.7 9 typ host tcptype active generation 0',
  'a=ice-ufrag:Wv3k',
  'a=ice-pwd:lXk9B6b0rmBl1oDVJqAQPwPD',
  'a=ice-options:trickle',
  FINGERPRINT,
  'a=setup:actpass',
  'a=mid:0',
  'a=sctp-port:5000',
  'a=max-message-size:262144',
]
const sdpOf = (lines: readonly string[]) => `${lines.join('\r\n')}\r\n`

describe('the offer of a wallet', () => {
  it('keeps what a data channel needs', () => {
    const offer = parseOffer(sdpOf(CHROMIUM))
    expect(offer?.mid).toBe('0')
    const lines = offer?.sdp.split('\r\n') ?? []
    expect(lines).toContain('a=ice-ufrag:Wv3k')
    expect(lines).toContain(FINGERPRINT)
    expect(lines).toContain('a=sctp-port:5000')
    expect(lines).not.toContain('a=extmap-allow-mixed')
    expect(lines.filter((line) => line.includes('candidate'))).toEqual([
      'a=candidate:2 1 udp 2113937151 192.0.2.7 51235 typ host',
    ])
  })

  it('may use plain line feeds', () => {
    expect(parseOffer(CHROMIUM.join('\n'))?.sdp).toBe(parseOffer(sdpOf(CHROMIUM))?.sdp)
  })

  it.each([
    ['nothing', ''],
    ['two channels', sdpOf([...CHROMIUM, 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'a=mid:1'])],
    ['a camera', sdpOf([...CHROMIUM, 'm=video 9 UDP/TLS/RTP/SAVPF 96'])],
    ['only a camera', sdpOf(CHROMIUM.map((line) => line.replace(/^m=.*/, 'm=video 9 UDP/TLS/RTP/SAVPF 96')))],
    ['no password', sdpOf(CHROMIUM.filter((line) => !line.startsWith('a=ice-pwd')))],
    ['no fingerprint', sdpOf(CHROMIUM.filter((line) => line !== FINGERPRINT))],
    ['a weak fingerprint', sdpOf(CHROMIUM.map((line) => line.replace('sha-256', 'sha-1')))],
    ['no name', sdpOf(CHROMIUM.filter((line) => !line.startsWith('a=mid')))],
    ['too much', sdpOf([...CHROMIUM, ...Array.from({ length: 200 }, () => 'a=x')])],
    ['one long line', `${sdpOf(CHROMIUM)}a=${'x'.repeat(17_000)}`],
  ])('is refused: %s', (_what, sdp) => {
    expect(parseOffer(sdp)).toBeNull()
  })

  it('names at most a few addresses', () => {
    const many = Array.from(
      { length: 100 },
      (_, at) => `a=candidate:${at} 1 udp 1 192.0.2.7 ${1000 + at} typ host`,
    )
    const offer = parseOffer(sdpOf([...CHROMIUM, ...many]))
    expect(offer?.sdp.match(/candidate/g)?.length).toBeLessThanOrEqual(MAX_CANDIDATES)
  })
})

describe('a candidate', () => {
  it.each([
    'candidate:1 1 udp 2113937151 192.0.2.7 51235 typ host',
    'candidate:a+/9 1 udp 1 2001:db8::7 1 typ host',
    'candidate:1 1 udp 1 198.51.100.7 40000 typ srflx raddr 0.0.0.0 rport 0',
    'candidate:1 1 udp 1 198.51.100.7 40000 typ relay raddr 0.0.0.0 rport 0',
  ])('is written as it is read: %s', (line) => {
    const candidate = parseCandidate(line)
    expect(candidate && writeCandidate(candidate)).toBe(line)
  })

  it.each([
    'candidate:1 1 tcp 1 192.0.2.7 9 typ host tcptype active',
    'candidate:1 1 udp 1 phone.local 9 typ host',
    'candidate:1 1 udp 1 example.org 9 typ host',
    'candidate:1 2 udp 1 192.0.2.7 9 typ host',
    'candidate:1 1 udp 1 192.0.2.7 0 typ host',
    'candidate:1 1 udp 1 192.0.2.7 65536 typ host',
    'candidate:1 1 udp 9999999999 192.0.2.7 9 typ host',
    'candidate:1 1 udp 1 0.0.0.0 9 typ host',
    'candidate:1 1 udp 1 :: 9 typ host',
    'candidate:1 1 udp 1 224.0.0.251 5353 typ host',
    'candidate:1 1 udp 1 255.255.255.255 9 typ host',
    'candidate:1 1 udp 1 ff02::fb 5353 typ host',
    'candidate:1 1 udp 1 fe80::1%eth0 9 typ host',
    'candidate:1 1 udp 1 192.0.2.7 9 typ prflx',
    'candidate:1 1 udp 1 192.0.2.7 9 typ host\r\na=setup:active',
    '',
  ])('is not followed: %s', (line) => {
    expect(parseCandidate(line)).toBeNull()
  })

  it('is offered again at the public address', () => {
    const own = parseCandidate('candidate:1 1 udp 5 10.0.0.7 50001 typ host')
    if (!own) throw new Error('It could not be read.')
    const at = atPublicAddress(own, '203.0.113.9')
    expect(at && writeCandidate(at)).toBe('candidate:public 1 udp 5 203.0.113.9 50001 typ host')
    expect(atPublicAddress(own, '2001:db8::9')).toBeNull()
    expect(atPublicAddress({ ...own, type: 'srflx' }, '203.0.113.9')).toBeNull()
  })
})
