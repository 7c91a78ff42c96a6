import { expect, test } from 'vitest'
import { toCountdown } from './countdown.ts'

const code = { expiresAt: '2026-03-02T10:04:00.000Z', lifetimeSeconds: 240 }
const at = (time: string) => Date.parse(`2026-03-02T${time}Z`)

test('a code that was just shown has all of its time', () => {
  expect(toCountdown(code, at('10:00:00.000'))).toEqual({
    secondsLeft: 240,
    share: 1,
    text: '4:00',
    spoken: '4 minutes',
  })
})

test('seconds have two digits, and the last one counts until it is over', () => {
  expect(toCountdown(code, at('10:02:55.400'))).toMatchObject({
    text: '1:05',
    spoken: '1 minute 5 seconds',
  })
  expect(toCountdown(code, at('10:03:59.001'))).toMatchObject({ text: '0:01', spoken: '1 second' })
})

test('after its time nothing is left', () => {
  expect(toCountdown(code, at('10:04:00.000'))).toMatchObject({ secondsLeft: 0, share: 0, text: '0:00' })
  expect(toCountdown(code, at('11:00:00.000'))).toMatchObject({ secondsLeft: 0, spoken: '0 seconds' })
})

test('a clock that is behind shows no more than the whole time', () => {
  expect(toCountdown(code, at('09:30:00.000'))).toMatchObject({ secondsLeft: 240, share: 1 })
})
