import { expect, test } from './fixtures.ts'

test.use({ setting: { start: 'synced', tenants: [{ people: 24 }] } })

test('a schedule says when it runs next, pauses when Microsoft refuses us, and goes on with a new secret', async ({
  page,
  world,
}) => {
  const { id } = await world.connection()
  const rules = `/settings/integrations/entra/${id}?section=rules`

  await test.step('it is set, and shows its next sync', async () => {
    await page.goto(rules)
    await page.getByRole('combobox', { name: 'Schedule' }).click()
    await page.getByRole('option', { name: 'Every day' }).click()
    await page.getByLabel('At', { exact: true }).fill('03:30')
    await page.getByRole('button', { name: 'Save rules' }).click()
    await expect(page.getByText(/^Next sync/)).toBeVisible()
    await expect(page.getByText('The next sync reads changes only.')).toBeVisible()
    expect((await world.rest.getConnection(id)).nextRunAt).not.toBeNull()
  })

  await test.step('after three refusals it is paused, and the overview says so', async () => {
    world.emulator.control.expireSecret(world.tenant().tenantId, world.app().clientId)
    for (let run = 0; run < 3; run += 1) {
      expect(await world.rest.sync(id)).toMatchObject({ status: 'failed', error: { code: 'refused' } })
    }
    await page.goto('/')
    await expect(page.getByRole('region', { name: 'Needs attention' })).toContainText('schedule')
    await page.goto(rules)
    await expect(page.getByText(/^Schedule paused/)).toBeVisible()
    expect(await world.rest.getConnection(id)).toMatchObject({
      nextRunAt: null,
      schedulePaused: { reason: 'credentials' },
    })
  })

  await test.step('a secret that works brings it back', async () => {
    const { value: secret } = world.emulator.control.addSecret(
      world.tenant().tenantId,
      world.app().clientId,
      {},
    )
    await world.rest.ask('PATCH', `/api/directory/connections/${id}`, { clientSecret: secret })
    await page.reload()
    await expect(page.getByText(/^Next sync/)).toBeVisible()
    expect((await world.rest.sync(id)).status).toBe('succeeded')
  })
})
