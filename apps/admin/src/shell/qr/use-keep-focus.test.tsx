// @vitest-environment jsdom
import { renderUi, screen } from '@rollcall/ui/testing'
import { expect, test } from 'vitest'
import { useKeepFocus } from './use-keep-focus.ts'

function Card({ step }: { step: string }) {
  const card = useKeepFocus<HTMLElement>()
  return (
    <section ref={card} tabIndex={-1} aria-label="Card">
      <button key={step} type="button">
        {step}
      </button>
    </section>
  )
}

test('the card gets the focus when the button that had it is gone', () => {
  const { rerender } = renderUi(<Card step="Show QR" />)
  screen.getByRole('button').focus()
  rerender(<Card step="Close QR" />)
  expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Card' }))
})

test('nobody is taken away from elsewhere on the page', () => {
  const { rerender } = renderUi(<Card step="Show QR" />)
  rerender(<Card step="Close QR" />)
  expect(document.activeElement).toBe(document.body)
})
