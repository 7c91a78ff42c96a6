// @vitest-environment jsdom
import { fireEvent, renderUi, screen } from '@rollcall/ui/testing'
import { DEFAULT_MIRRORING, userId, type Role, type ScimConnectionPart } from '@rollcall/vocabulary'
import { expect, test, vi } from 'vitest'
import { MeProvider } from '../../lib/permissions.tsx'
import { LiveState } from './live-state.tsx'

const CONNECTION = '0199a1b0-7000-7000-8000-000000000002'

function show(parts: Partial<ScimConnectionPart>, role: Role = 'admin') {
  const scim: ScimConnectionPart = {
    mirroring: DEFAULT_MIRRORING,
    keepRequestsDays: 30,
    firstCallAt: null,
    lastCallAt: null,
    users: 0,
    groups: 0,
    liveTokens: 1,
    ...parts,
  }
  const me = { id: userId.parse(CONNECTION), name: 'Ada', email: null, role }
  const onCreateToken = vi.fn<() => void>()
  renderUi(
    <MeProvider me={me}>
      <LiveState id={CONNECTION} scim={scim} onCreateToken={onCreateToken} />
    </MeProvider>,
  )
  return onCreateToken
}

test('without a token there is one next step', () => {
  const create = show({ liveTokens: 0 })
  expect(screen.getByText('Create a token first')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Create token' }))
  expect(create).toHaveBeenCalledOnce()
})

test('someone who may not make tokens cannot press, and hears why', () => {
  const create = show({ liveTokens: 0 }, 'manager')
  const button = screen.getByRole('button', { name: 'Create token', description: /role Admin or higher/ })
  fireEvent.click(button)
  expect(create).not.toHaveBeenCalled()
})

test('with a token the first call is awaited, and read out once it has come', () => {
  show({})
  expect(screen.getByText('Waiting for the first call', { selector: 'output' })).toBeTruthy()
  const now = new Date().toISOString()
  show({ firstCallAt: now, lastCallAt: now })
  expect(screen.getByText('Connected', { selector: 'output' })).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Show requests' }).getAttribute('href')).toBe(
    `/settings/integrations/scim/${CONNECTION}?section=requests`,
  )
})

test('a client that lost its last token is shut out', () => {
  show({ liveTokens: 0, firstCallAt: new Date().toISOString() })
  expect(screen.getByText(/shut out/)).toBeTruthy()
})
