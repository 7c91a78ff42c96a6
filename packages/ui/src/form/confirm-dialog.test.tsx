// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { renderUi } from '../testing.tsx'
import { ConfirmDialog, type ConfirmDialogProps } from './confirm-dialog.tsx'

function renderDialog(props: Partial<ConfirmDialogProps> = {}) {
  const onClose = vi.fn<() => void>()
  const onConfirm = vi.fn<(reason: string) => Promise<void>>(() => Promise.resolve())
  renderUi(
    <ConfirmDialog
      opened
      title="Delete the connection?"
      confirmLabel="Delete connection"
      losses={['412 people lose their invitation']}
      onClose={onClose}
      onConfirm={onConfirm}
      {...props}
    />,
  )
  return {
    onClose,
    onConfirm,
    button: screen.getByRole<HTMLButtonElement>('button', { name: 'Delete connection' }),
  }
}

test('names what is lost and closes once the action is done', async () => {
  const { button, onClose, onConfirm } = renderDialog()
  expect(screen.getByText('412 people lose their invitation')).toBeTruthy()
  fireEvent.click(button)
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  expect(onConfirm).toHaveBeenCalledOnce()
})

test('stays locked until the text is typed', () => {
  const { button } = renderDialog({ typed: 'Contoso' })
  expect(button.disabled).toBe(true)
  fireEvent.change(screen.getByLabelText('Type Contoso to confirm'), { target: { value: 'Contos' } })
  expect(button.disabled).toBe(true)
  fireEvent.change(screen.getByLabelText('Type Contoso to confirm'), { target: { value: 'Contoso' } })
  expect(button.disabled).toBe(false)
})

test('stays open and says why when the action fails', async () => {
  const { button, onClose } = renderDialog({
    onConfirm: () => Promise.reject(new Error('A run is going on.')),
  })
  fireEvent.click(button)
  expect((await screen.findByRole('alert')).textContent).toBe('A run is going on.')
  expect(onClose).not.toHaveBeenCalled()
})

test('asks why before it goes on, when it has to', async () => {
  const { button, onConfirm, onClose } = renderDialog({
    reason: { label: 'Why is this right?', required: true },
  })
  expect(button.disabled).toBe(true)
  const field = screen.getByRole('textbox', { name: /Why is this right/ })
  fireEvent.change(field, { target: { value: '   ' } })
  expect(button.disabled).toBe(true)
  fireEvent.change(field, { target: { value: ' The contract ended. ' } })
  fireEvent.click(button)
  await waitFor(() => expect(onClose).toHaveBeenCalled())
  expect(onConfirm).toHaveBeenCalledExactlyOnceWith('The contract ended.')
})

test('goes on without an answer when the question is optional', async () => {
  const { button, onConfirm } = renderDialog({ reason: { label: 'Reason', required: false } })
  fireEvent.click(button)
  await waitFor(() => expect(onConfirm).toHaveBeenCalledExactlyOnceWith(''))
})
