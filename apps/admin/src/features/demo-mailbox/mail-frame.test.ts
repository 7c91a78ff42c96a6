import { expect, test } from 'vitest'
import { toFrameHtml } from './mail-frame.ts'

test('links leave the frame, wherever the message has its head', () => {
  expect(toFrameHtml('<p>Hello</p>')).toBe('<base target="_blank"><p>Hello</p>')
  expect(toFrameHtml('<!doctype html><html><HEAD lang="en"><title>A</title></HEAD></html>')).toBe(
    '<!doctype html><html><HEAD lang="en"><base target="_blank"><title>A</title></HEAD></html>',
  )
  expect(toFrameHtml('<header>Hello</header>')).toBe('<base target="_blank"><header>Hello</header>')
})
