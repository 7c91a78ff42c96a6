import { expect, test } from './fixtures.ts'
import { RunPage } from './pages/run-page.ts'
import { ScimPage } from './pages/scim-page.ts'
import { ScimClient } from './world/scim-client.ts'

test.use({ setting: { start: 'staffed' }, role: 'owner' })

test('when too many lose access by push, the rest waits for a person', async ({ page, world }) => {
  const client = await ScimClient.open(world, {
    displayName: 'Contoso push',
    guard: { maxPeople: 2, maxPercent: 0 },
  })
  const ids: string[] = []
  for (let at = 0; at < 5; at += 1)
    ids.push(await client.createUser(`Mira ${at}`, `mira${at}@contoso.example`))
  for (const id of ids) await client.setActive(id, false)
  const disabled = () => world.rest.listUsers({ search: 'Mira', status: 'disabled' })
  expect(await disabled()).toHaveLength(2)

  await page.goto('/')
  await page.getByRole('region', { name: 'Needs attention' }).getByRole('link').first().click()
  const run = new RunPage(page)
  await expect(run.status('Waiting for you')).toBeVisible()
  await expect(page.getByText('3 people would lose access.', { exact: false })).toBeVisible()

  await test.step('who is enabled again in time keeps access', async () => {
    const [, , , , last = ''] = ids
    await client.setActive(last, true)
    await page.reload()
    await expect(page.getByText('2 people would lose access.', { exact: false })).toBeVisible()
  })

  await test.step('released with a reason, the others are disabled', async () => {
    await page.getByRole('button', { name: 'Apply plan', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Why is this right?' }).fill('The course has ended')
    await dialog.getByRole('button', { name: 'Apply plan anyway' }).click()
    await expect(run.status('Succeeded')).toBeVisible()
    expect((await disabled()).map((person) => person.name).toSorted()).toEqual([
      'Mira 0',
      'Mira 1',
      'Mira 2',
      'Mira 3',
    ])
  })
})

test('the self-test plays a client and gives a score, and leaves nothing behind', async ({ page, world }) => {
  const client = await ScimClient.open(world, { displayName: 'Fabrikam push' })
  const before = (await world.rest.listUsers()).length
  const scim = new ScimPage(page)
  await scim.open(client.connection.id, 'test')
  await page.getByRole('button', { name: /self-test/i }).click()
  await expect(page.getByText(/36 of 36/).first()).toBeVisible()
  expect(await world.rest.listUsers()).toHaveLength(before)
  const { items } = await world.rest.ask<{ items: unknown[] }>('GET', '/api/directory/connections')
  expect(items).toHaveLength(2)
})
