import { expect, test } from './fixtures.ts'
import { STAFF } from './world/staff.ts'

test.use({ setting: { start: 'synced', tenants: [{ people: 24 }] } })

test('support sees why one person is here and why another is not', async ({ signInAs, world }) => {
  const { directory } = world.tenant()
  directory.addUser({ displayName: 'Otto Overlap', mail: STAFF.operator.email })
  const { id } = await world.connection()
  await world.rest.sync(id)
  const [here] = await world.rest.listUsers({ claimed: 'false', status: 'active' })
  const page = await signInAs('operator')

  await page.goto(`/users/unregistered/${here?.id ?? ''}`)
  const why = page.getByRole('region', { name: 'Why is this person here?' })
  await expect(why).toContainText((await world.connection()).displayName)

  await page.goto('/users?search=Overlap')
  await page.getByRole('link', { name: /Look in the directory/ }).click()
  await expect(page).toHaveURL(/directory-people/)
  await page.getByRole('link', { name: /Otto Overlap/ }).click()
  await expect(page.getByRole('main')).toContainText(/conflict|decide/i)
})
