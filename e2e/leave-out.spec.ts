import type { RunView } from '@rollcall/vocabulary'
import { expect, test } from './fixtures.ts'
import { RunPage } from './pages/run-page.ts'
import type { World } from './world/world.ts'

test.use({ setting: { start: 'synced', tenants: [{ people: 24 }] } })

/** A plan in which this many people get a job title that starts with `title`. */
async function planChanges(world: World, title: string, count: number): Promise<RunView> {
  const { directory } = world.tenant()
  const people = directory.users().filter((user) => user.accountEnabled)
  const ids = people.slice(0, count).map((user) => user.id)
  for (const [index, id] of ids.entries()) directory.updateUser(id, { jobTitle: `${title} ${index}` })
  const { id } = await world.connection()
  const planned = await world.rest.ask<RunView>('POST', `/api/directory/connections/${id}/plan`, {})
  return world.rest.waitForRun(planned.id)
}

test('one change is left out with a reason, and the next plan has it again', async ({ page, world }) => {
  const plan = await planChanges(world, 'Navigator', 3)
  expect(plan).toMatchObject({ mode: 'delta', changeCount: 3 })
  const run = new RunPage(page)
  await run.open(plan.id)
  await page
    .getByRole('checkbox', { name: /^Apply the change of/ })
    .first()
    .uncheck()
  const footer = page.getByRole('region', { name: 'Decision about the plan' })
  await expect(footer).toContainText('1 of 3 changes left out')
  await footer.getByRole('button', { name: 'Add a reason' }).click()
  await footer.getByRole('textbox', { name: 'Reason, kept with the run' }).fill('Asked to wait')
  await footer.getByRole('button', { name: 'Start sync', exact: true }).click()
  await expect(run.status('Succeeded')).toBeVisible()
  await expect(page.getByText('Asked to wait')).toBeVisible()
  const done = await world.rest.getRun(plan.id)
  expect(done).toMatchObject({ appliedCount: 2, decision: { note: 'Asked to wait', leftOut: 1 } })
  const { id } = await world.connection()
  expect(await world.rest.sync(id)).toMatchObject({ changeCount: 1, appliedCount: 1 })
})

test('a rejected plan changes nobody and says who rejected it and why', async ({ page, world }) => {
  const plan = await planChanges(world, 'Cook', 2)
  const run = new RunPage(page)
  await run.open(plan.id)
  await page.getByRole('button', { name: 'Reject plan' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('Not before Monday')
  await dialog.getByRole('button', { name: 'Reject plan' }).click()
  await expect(run.status('Cancelled')).toBeVisible()
  await expect(run.sentence).toHaveText('The plan was rejected. Nobody was changed.')
  await expect(page.getByText('Reason: Not before Monday')).toBeVisible()
  expect(await world.rest.getRun(plan.id)).toMatchObject({ status: 'cancelled', appliedCount: 0 })
})
