// @vitest-environment jsdom
import { fireEvent, renderUi, screen } from '@rollcall/ui/testing'
import type { WalletSessionView } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { useShownCode } from './use-shown-code.ts'

type Session = Pick<WalletSessionView, 'qr' | 'notice'>

const peer = { form: 'peer', text: 'direct' } as const
const relay = { form: 'relay', text: 'simple' } as const

function Code({ session }: { session: Session }) {
  const { code, other, last, choose } = useShownCode(session)
  return (
    <>
      <output>
        {code?.text ?? 'none'}, last {last ?? 'none'}
      </output>
      {other ? (
        <button type="button" onClick={() => choose(other.form)}>
          Other
        </button>
      ) : null}
    </>
  )
}

const shown = () => screen.getByRole('status').textContent

test('the preferred form is shown, and the other one on request', () => {
  renderUi(<Code session={{ qr: [peer, relay], notice: null }} />)
  expect(shown()).toBe('direct, last direct')
  fireEvent.click(screen.getByRole('button', { name: 'Other' }))
  expect(shown()).toBe('simple, last simple')
  fireEvent.click(screen.getByRole('button', { name: 'Other' }))
  expect(shown()).toBe('direct, last direct')
})

test('after a wallet did not finish, what was chosen before counts no more', () => {
  const { rerender } = renderUi(<Code session={{ qr: [relay, peer], notice: null }} />)
  fireEvent.click(screen.getByRole('button', { name: 'Other' }))
  expect(shown()).toBe('direct, last direct')
  rerender(<Code session={{ qr: [relay, peer], notice: 'wallet_did_not_finish' }} />)
  expect(shown()).toBe('simple, last simple')
})

test('an ended QR is remembered, and one that was never open here is not', () => {
  const { rerender } = renderUi(<Code session={{ qr: [relay], notice: null }} />)
  expect(screen.queryByRole('button')).toBeNull()
  rerender(<Code session={{ qr: [], notice: null }} />)
  expect(shown()).toBe('none, last simple')
  renderUi(<Code session={{ qr: [], notice: null }} />)
  expect(shown()).toBe('none, last none')
})
