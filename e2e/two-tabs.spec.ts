import { expect, test } from './fixtures.ts'
import { RunPage } from './pages/run-page.ts'
import { slowDown } from './world/slow-directory.ts'

test.use({ setting: { start: 'synced', pageSizeCap: 10 } })

test('a sync started in two tabs is one run', async ({ page, context, world }) => {
  const [first] = await world.rest.listRuns()
  const hurry = slowDown(world, 1_000)
  const other = await context.newPage()
  for (const tab of [page, other]) await tab.goto(`/sync-runs/${first?.id ?? ''}`)
  await Promise.all([page, other].map((tab) => tab.getByRole('button', { name: 'Sync again' }).click()))
  await expect(page).not.toHaveURL(new RegExp(first?.id ?? ''))
  await expect(other).not.toHaveURL(new RegExp(first?.id ?? ''))
  const runs = [new RunPage(page), new RunPage(other)]
  expect(runs[0]?.id()).toBe(runs[1]?.id())
  hurry()
  for (const run of runs) {
    await expect(run.status('Succeeded')).toBeVisible()
    await expect(run.sentence).toHaveText('Nobody had to change. 60 already agree.')
  }
  expect(await world.rest.listRuns()).toHaveLength(2)
})

test('what one tab changes, the other refuses to overwrite with an old plan', async ({
  page,
  context,
  world,
}) => {
  const { id } = await world.connection()
  await page.goto(`/sync/${id}?step=review`)
  await page.getByRole('button', { name: 'Make a plan' }).click()
  await expect(new RunPage(page).sentence).toBeVisible()
  const other = await context.newPage()
  await other.goto(page.url())
  await page.getByRole('button', { name: 'Reject plan' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reject plan' }).click()
  await expect(page.getByText('The plan was rejected').first()).toBeVisible()
  await expect(other.getByText('The plan was rejected').first()).toBeVisible()
  await expect(other.getByRole('button', { name: 'Start sync' })).toBeHidden()
})
