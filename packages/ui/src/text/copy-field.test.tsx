// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { renderUi } from '../testing.tsx'
import { CopyField } from './copy-field.tsx'
import { truncateMiddle } from './middle-truncate.tsx'

const id = '8f1d0c9e-1f0a-4f0e-9f5f-0a3c5a3b7b11'

function stubClipboard(writeText: (text: string) => Promise<void>) {
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } })
}

test.each([
  [id, 10, 6, '8f1d0c9e-1…3b7b11'],
  ['short', 10, 6, 'short'],
  ['exactly-17-chars!', 10, 6, 'exactly-17-chars!'],
  ['one-more-18-chars!', 10, 6, 'one-more-1…chars!'],
  [id, 8, 0, '8f1d0c9e…'],
])('%s cut to %d and %d reads %s', (value, head, tail, words) => {
  expect(truncateMiddle(value, head, tail)).toBe(words)
})

test('shows the short form, reads out the whole and copies the whole', async () => {
  const writeText = vi.fn((_text: string) => Promise.resolve())
  stubClipboard(writeText)
  renderUi(<CopyField label="object ID" value={id} />)
  expect(screen.getByText('8f1d0c9e-1…3b7b11').getAttribute('aria-hidden')).toBe('true')
  expect(screen.getByText(id)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Copy object ID' }))
  expect(await screen.findByText('Copied')).toBeTruthy()
  expect(writeText).toHaveBeenCalledExactlyOnceWith(id)
})

test('says so when the browser refuses', async () => {
  stubClipboard(() => Promise.reject(new Error('denied')))
  renderUi(<CopyField label="object ID" value={id} />)
  fireEvent.click(screen.getByRole('button', { name: 'Copy object ID' }))
  expect(await screen.findByText(/did not allow copying/)).toBeTruthy()
})
