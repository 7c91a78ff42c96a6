import { expect, test } from './fixtures.ts'
import { RunPage } from './pages/run-page.ts'
import { slowDown } from './world/slow-directory.ts'

test.use({ setting: { pageSizeCap: 5 } })

test('a run goes on without the page that started it', async ({ page, context, world }) => {
  const { id } = await world.connect()
  const hurry = slowDown(world, 2_500)
  const started = await world.rest.ask<{ id: string }>('POST', `/api/directory/connections/${id}/sync`, {})
  const run = new RunPage(page)
  await run.open(started.id)
  await expect(page.getByText(/^[1-9]\d* of 60 people/)).toBeVisible()

  let before = await world.rest.getRun(started.id)
  for (const again of ['first', 'second']) {
    await test.step(`the ${again} reload shows how far it is`, async () => {
      await page.reload()
      await expect(run.progress).toHaveAccessibleName('Reading people')
      await expect(page.getByText(/^[1-9]\d* of 60 people/)).toBeVisible()
      const now = await world.rest.waitForRunUntil(
        started.id,
        (view) => view.counts.seen > before.counts.seen || view.progress.done > before.progress.done,
      )
      expect(now.status).toBe('reading')
      before = now
    })
  }

  await test.step('closed and opened again, the way back is in the navigation', async () => {
    await page.close()
    const other = await context.newPage()
    await other.goto('/')
    await other
      .getByRole('complementary')
      .getByRole('link', { name: /Larkfield Instruments.*Reading people/ })
      .click()
    await expect(other.getByRole('main').getByRole('progressbar')).toHaveAccessibleName('Reading people')
    hurry()
    await expect(new RunPage(other).sentence).toHaveText('60 people were created.')
    await expect(new RunPage(other).status('Succeeded')).toBeVisible()
  })
  expect(await world.rest.listRuns()).toHaveLength(1)
})
