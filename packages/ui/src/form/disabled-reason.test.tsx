// @vitest-environment jsdom
import { Button } from '@mantine/core'
import { fireEvent, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { renderUi } from '../testing.tsx'
import { DisabledReason } from './disabled-reason.tsx'
import { LinkButton } from './link-button.tsx'

const reason = 'A run is going on. Wait until it ends.'

test('a disabled button keeps its name, gets the reason as description and stays reachable', () => {
  renderUi(
    <DisabledReason reason={reason}>
      <Button disabled>Start sync</Button>
    </DisabledReason>,
  )
  const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Start sync', description: reason })
  expect(button.getAttribute('aria-disabled')).toBe('true')
  expect(button.disabled).toBe(false)
})

test('pressing it does nothing, not even submit the form around it', () => {
  const onClick = vi.fn<() => void>()
  const onSubmit = vi.fn<() => void>()
  renderUi(
    <form onSubmit={onSubmit}>
      <DisabledReason reason={reason}>
        <Button type="submit" onClick={onClick}>
          Start sync
        </Button>
      </DisabledReason>
    </form>,
  )
  fireEvent.click(screen.getByRole('button', { name: 'Start sync' }))
  expect(onClick).not.toHaveBeenCalled()
  expect(onSubmit).not.toHaveBeenCalled()
})

test('the description survives the tooltip that opens on focus', async () => {
  renderUi(
    <DisabledReason reason={reason}>
      <Button>Start sync</Button>
    </DisabledReason>,
  )
  fireEvent.focus(screen.getByRole('button', { name: 'Start sync' }))
  await screen.findByRole('tooltip')
  expect(screen.getByRole('button', { description: reason })).toBeTruthy()
})

test('without a reason the button works', () => {
  const onClick = vi.fn<() => void>()
  renderUi(
    <DisabledReason reason={undefined}>
      <Button onClick={onClick}>Start sync</Button>
    </DisabledReason>,
  )
  fireEvent.click(screen.getByRole('button', { name: 'Start sync' }))
  expect(onClick).toHaveBeenCalledOnce()
})

test('a link that may not be followed now is a button that leads nowhere', () => {
  renderUi(
    <DisabledReason reason={reason}>
      <LinkButton href="/sync">Open sync</LinkButton>
    </DisabledReason>,
  )
  expect(screen.queryByRole('link')).toBeNull()
  const button = screen.getByRole('button', { name: 'Open sync', description: reason })
  fireEvent.click(button)
  expect(button.getAttribute('aria-disabled')).toBe('true')
})
