import { expect, test } from './fixtures.ts'

test('a key is shown once, works within its role, and ends when it is deleted', async ({ page, world }) => {
  await page.goto('/settings/keys')
  await page.getByRole('button', { name: 'Create API key' }).click()
  const form = page.getByRole('dialog', { name: 'Create API key' })
  await form.getByRole('textbox', { name: 'Name' }).fill('Nightly report')
  await form.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: 'Operator' }).click()
  await form.getByRole('button', { name: 'Create API key' }).click()

  const created = page.getByRole('dialog', { name: 'Copy your new API key' })
  await expect(created).toContainText('This is the only time the key is shown')
  const key = (await created.getByTitle(/^rk_/).getAttribute('title')) ?? ''
  await created.getByRole('button', { name: 'I have copied the key' }).click()
  await expect(created).toBeHidden()
  const row = page.getByRole('row', { name: /Nightly report/ })
  await expect(row).toContainText('Operator')
  await page.reload()
  await expect(row).toBeVisible()
  expect(await page.content()).not.toContain(key)

  const program = world.rest.withKey(key)
  expect((await program.send('GET', '/api/users')).status).toBe(200)
  expect((await program.send('POST', '/api/realms', { name: 'Not mine' })).status).toBe(403)
  expect((await program.send('GET', '/api/keys')).status).toBe(403)

  await row.getByRole('button', { name: 'Delete API key Nightly report' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete API key' }).click()
  await expect(row).toBeHidden()
  const refused = await program.send('GET', '/api/users')
  expect(refused.status).toBe(401)
  expect(refused.body).toMatchObject({ code: 'unauthenticated' })
})
