import type { Role } from '@rollcall/vocabulary'
import { expect, test } from './fixtures.ts'
import { OWNER_PASSWORD, STAFF } from './world/staff.ts'

test.use({ setting: { start: 'synced' } })

/** Pages a role may not see, and the role each of them names. */
const CLOSED: { role: Role; path: string; needs: string }[] = [
  { role: 'admin', path: '/settings/keys', needs: 'Owner' },
  { role: 'manager', path: '/settings/keys', needs: 'Owner' },
  { role: 'manager', path: '/settings/integrations/entra/new', needs: 'Admin' },
  { role: 'operator', path: '/settings/keys', needs: 'Owner' },
  { role: 'operator', path: '/settings/integrations', needs: 'Manager' },
  { role: 'operator', path: '/settings/integrations/entra', needs: 'Manager' },
  { role: 'operator', path: '/settings/integrations/entra/{connection}', needs: 'Manager' },
  { role: 'manager', path: '/settings/integrations/email', needs: 'Admin' },
  { role: 'operator', path: '/settings/integrations/wallet', needs: 'Admin' },
  { role: 'operator', path: '/sync/{connection}', needs: 'Manager' },
  { role: 'member', path: '/users', needs: 'Operator' },
  { role: 'member', path: '/invitations', needs: 'Operator' },
  { role: 'member', path: '/mailings', needs: 'Operator' },
  { role: 'member', path: '/realms', needs: 'Operator' },
  { role: 'member', path: '/sync-runs', needs: 'Operator' },
  { role: 'member', path: '/events', needs: 'Operator' },
  { role: 'member', path: '/conflicts', needs: 'Operator' },
  { role: 'member', path: '/settings/integrations', needs: 'Manager' },
  { role: 'member', path: '/settings/keys', needs: 'Owner' },
]
/** The only answers a page that stays closed may bring into the browser. */
const HARMLESS = /\/trpc\/(me\.get|instance\.get|runs\.list|runs\.live|conflicts\.list)([,?]|$)/

for (const { role, path, needs } of CLOSED) {
  test.describe(`as ${role}`, () => {
    test.use({ role })
    test(`${path} stays closed`, async ({ page, world }) => {
      const { id, displayName, clientId } = await world.connection()
      const asked: string[] = []
      page.on('request', (request) => void asked.push(request.url()))
      await page.goto(path.replace('{connection}', id))
      await expect(page.getByText('You do not have access to this page')).toBeVisible()
      await expect(page.getByText(`This needs the role ${needs} or higher.`)).toBeVisible()
      await expect(page.getByRole('main')).not.toContainText(displayName)
      expect(await page.content()).not.toContain(clientId)
      expect(asked.filter((url) => url.includes('/trpc/') && !HARMLESS.test(url))).toEqual([])
    })
  })
}

test.describe('asking the server past the console', () => {
  const PROCEDURES = [
    'users.list',
    'realms.list',
    'runs.list',
    'events.list',
    'connections.list',
    'keys.list',
    'invitations.list',
    'mailings.list',
    'smtp.get',
    'walletSettings.get',
    'overview.get',
  ]
  test.use({ role: 'member' })
  test('gives a Member nothing', async ({ page }) => {
    await page.goto('/profile')
    for (const name of PROCEDURES) {
      const answer = await page.request.get(`/trpc/${name}`)
      expect(answer.status(), name).toBe(403)
      expect(await answer.text()).not.toContain('larkfield')
    }
  })
})

test.describe('without signing in', () => {
  test.use({ role: null })
  test('every page asks to sign in first and goes on where one wanted to be', async ({ page }) => {
    await page.goto('/users?tab=unclaimed')
    await expect(page.getByRole('heading', { name: 'Sign in to Rollcall' })).toBeVisible()
    await expect(page).toHaveURL(/\/sign-in\?next=/)
    expect((await page.request.get('/trpc/users.list')).status()).toBe(401)

    await page.getByText('Another way: email and password').click()
    await page.getByRole('textbox', { name: 'Email' }).fill(STAFF.owner.email)
    await page.getByRole('textbox', { name: 'Password' }).fill('a wrong password')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('alert')).toHaveText('The email or the password is not right.')
    await page.getByRole('textbox', { name: 'Password' }).fill(OWNER_PASSWORD)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page).toHaveURL('/users?tab=unclaimed')
    await expect(page.getByRole('table', { name: 'People' })).toContainText('Álvaro Peña')

    await page.getByRole('button', { name: `Account menu of ${STAFF.owner.name}` }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(page.getByRole('heading', { name: 'Sign in to Rollcall' })).toBeVisible()
    expect((await page.request.get('/trpc/users.list')).status()).toBe(401)
  })
})
