// @vitest-environment jsdom
import { fireEvent, renderUi, screen } from '@rollcall/ui/testing'
import { changeView, type ChangeView } from '@rollcall/vocabulary'
import { expect, test, vi } from 'vitest'
import { ChangeCheck } from './change-check.tsx'
import { ChangeReasonCell, ChangeSummaryCell } from './change-row.tsx'
import { NOTHING_LEFT_OUT, reduceLeaveOut, type LeaveOutStep } from './leave-out.ts'

function change(parts: Partial<ChangeView> = {}): ChangeView {
  return changeView.parse({
    id: 'r:7',
    seq: 7,
    kind: 'update',
    userId: null,
    entraId: null,
    name: 'Zoë Castellanos',
    email: null,
    before: { profile: { department: 'Old', jobTitle: 'Clerk', surname: 'C.' }, status: 'active' },
    after: { profile: { department: 'New', jobTitle: 'Buyer', surname: 'D.' }, status: 'disabled' },
    realmsGained: [],
    realmsLost: [
      {
        mappingId: '0199a1b0-7000-7000-8000-000000000001',
        realmId: null,
        realmName: 'Sales',
        groupName: 'EMEA',
      },
    ],
    reason: 'The directory says so.',
    outcome: 'pending',
    error: null,
    appliedAt: null,
    conflictId: null,
    ...parts,
  })
}

test('a row shows the realms first, keeps to three lines, and says how much more there is', () => {
  const { container } = renderUi(<ChangeSummaryCell change={change()} />)
  expect(screen.getByText('Sales')).toBeTruthy()
  expect(container.textContent).toContain('Family name')
  expect(screen.getByText('and 3 more')).toBeTruthy()
})

test('what stood in the way is told in place of the reason', () => {
  const error = {
    message: 'This person changed after the plan was made.',
    hint: 'The next sync looks again.',
  }
  renderUi(<ChangeReasonCell change={change({ outcome: 'stale', error })} />)
  expect(screen.getByText(`${error.message} ${error.hint}`)).toBeTruthy()
  expect(screen.queryByText('The directory says so.')).toBeNull()
})

test('a tick applies a change, and taking it away leaves the change out', () => {
  const take = vi.fn<(step: LeaveOutStep) => void>()
  renderUi(<ChangeCheck change={change()} choice={{ state: NOTHING_LEFT_OUT, take }} />)
  const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Apply the change of Zoë Castellanos' })
  expect(box.checked).toBe(true)
  fireEvent.click(box)
  expect(take).toHaveBeenCalledExactlyOnceWith({ type: 'change', seq: 7, kind: 'update', applied: false })
})

test('with its whole kind left out, a row says why it has no choice of its own', () => {
  const state = reduceLeaveOut(NOTHING_LEFT_OUT, { type: 'kind', kind: 'update', applied: false })
  renderUi(<ChangeCheck change={change()} choice={{ state, take: vi.fn() }} />)
  const box = screen.getByRole<HTMLInputElement>('checkbox', { name: /All changes "Update" are left out/ })
  expect([box.checked, box.disabled]).toEqual([false, true])
})

test('a realm comes with its people and has no choice', () => {
  const choice = { state: NOTHING_LEFT_OUT, take: vi.fn() }
  renderUi(<ChangeCheck change={change({ kind: 'create_realm' })} choice={choice} />)
  expect(screen.queryByRole('checkbox')).toBeNull()
})
