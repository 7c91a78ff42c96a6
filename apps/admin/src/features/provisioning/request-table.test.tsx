// @vitest-environment jsdom
import { renderUi, screen, within } from '@rollcall/ui/testing'
import { scimRequestView, type ScimRequestView } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { RequestTable } from './request-table.tsx'

const ID = '0199a1b0-7000-7000-8000-000000000001'
const CONNECTION = '0199a1b0-7000-7000-8000-000000000002'
const USER = '0199a1b0-7000-7000-8000-000000000003'

function request(parts: Partial<Record<keyof ScimRequestView, unknown>>): ScimRequestView {
  return scimRequestView.parse({
    id: ID,
    connectionId: CONNECTION,
    at: '2026-03-04T12:00:00.000Z',
    method: 'PATCH',
    path: `/Users/${USER}`,
    resourceType: 'User',
    resourceId: USER,
    userId: USER,
    userName: 'Grace Hopper',
    status: 200,
    scimType: null,
    outcome: 'updated',
    why: '2 fields changed in the directory.',
    changed: ['title'],
    durationMs: 12,
    tokenPrefix: 'rs_abc',
    ...parts,
  })
}

function show(...requests: ScimRequestView[]) {
  renderUi(<RequestTable requests={requests} loading={false} empty={<p>Nothing yet</p>} />)
}

test('a request says in words what it wanted, and leads to its own page and to the person', () => {
  show(request({}))
  const row = screen.getByRole('row', { name: /Change a person/ })
  const links = within(row)
    .getAllByRole('link')
    .map((link) => link.getAttribute('href'))
  expect(links).toEqual([`/settings/integrations/scim/${CONNECTION}/requests/${ID}`, `/users/${USER}`])
  expect(within(row).getByText('Updated')).toBeTruthy()
})

test('someone who is not linked to a person here is named, without a dead link', () => {
  show(request({ userId: null, userName: 'Ingrid', outcome: 'conflict' }))
  expect(screen.getByText('Ingrid').closest('a')).toBeNull()
  expect(screen.getByText('Needs decision')).toBeTruthy()
})

test('an empty list says why', () => {
  show()
  expect(screen.getByText('Nothing yet')).toBeTruthy()
})
