import { expect, test } from './fixtures.ts'

test.use({ setting: { start: 'synced' } })

test('the log grows while it is open, without moving under the eyes', async ({ page, world }) => {
  await page.goto('/events')
  const log = page.getByRole('table', { name: 'Events, newest first' })
  await expect(log).toContainText(`The sync of ${world.tenant().displayName} finished.`)
  await world.rest.ask('POST', '/api/realms', { name: 'Harbour' })
  const reveal = page.getByRole('button', { name: /^Show \d+ new events?$/ })
  await expect(reveal).toHaveText('Show 1 new event')
  await expect(log).not.toContainText('Harbour')
  await reveal.click()
  await expect(log.locator('tbody').getByRole('row').first()).toContainText('Harbour')
  await expect(reveal).toBeHidden()
})

test('a restart of the server loses no event', async ({ page, world }) => {
  await page.goto('/events')
  const log = page.getByRole('table', { name: 'Events, newest first' })
  await expect(log).toContainText('finished.')
  await world.server.stop()
  await world.server.start()
  await world.rest.ask('POST', '/api/realms', { name: 'Lighthouse' })
  const reveal = page.getByRole('button', { name: /^Show \d+ new events?$/ })
  await expect(reveal).toBeVisible({ timeout: 30_000 })
  await reveal.click()
  await expect(log.locator('tbody').getByRole('row').first()).toContainText('Lighthouse')
})

test('one kind of event can be looked at alone', async ({ page, world }) => {
  await page.goto('/events?type=run.finished')
  const rows = page.getByRole('table', { name: 'Events, newest first' }).locator('tbody').getByRole('row')
  await expect(rows).toHaveCount(1)
  await world.rest.sync((await world.connection()).id)
  await expect(page.getByRole('button', { name: 'Show 1 new event' })).toBeVisible()
  await page.getByRole('button', { name: 'Show 1 new event' }).click()
  await expect(rows).toHaveCount(2)
})
