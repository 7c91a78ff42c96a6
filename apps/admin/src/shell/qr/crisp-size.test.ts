import { expect, test } from 'vitest'
import { toCrispSize } from './crisp-size.ts'

test('modules are whole pixels', () => {
  expect(toCrispSize(310, 73, 1)).toBe(292)
  expect(toCrispSize(310, 62, 1)).toBe(310)
})

test('screens with finer pixels use them', () => {
  expect(toCrispSize(320, 73, 2)).toBe(292)
  expect(toCrispSize(330, 73, 2)).toBe(328.5)
})

test('before anything is measured, and where no module would get a pixel, the place is filled', () => {
  expect(toCrispSize(0, 73, 2)).toBe(280)
  expect(toCrispSize(300.5, 0, 2)).toBe(300)
  expect(toCrispSize(40, 73, 1)).toBe(40)
})
