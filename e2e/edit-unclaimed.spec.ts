import { expect, test } from './fixtures.ts'
import { PersonPage } from './pages/person-page.ts'
import { found } from './world/world.ts'

test.use({ setting: { start: 'synced' }, role: 'operator' })

test('support staff correct a person who has not claimed, and syncs respect it', async ({ page, world }) => {
  const connection = await world.connection()
  await world.rest.ask('POST', '/api/realms', { name: 'Night shift' })
  const people = await world.rest.listUsers({ search: 'Álvaro Peña' })
  const user = found(people[0], 'person called Álvaro Peña')
  const person = new PersonPage(page)
  await person.openUnclaimed(user.id)

  await test.step('what an Operator may not change is not offered, and refused by the server', async () => {
    await expect(person.field('Name')).toBeEditable()
    await expect(page.getByRole('combobox', { name: 'Role' })).toHaveCount(0)
    await expect(person.field('Department')).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Delete person' })).toHaveCount(0)
    for (const change of [{ role: 'admin' }, { department: 'Board' }, { status: 'disabled' }]) {
      const answer = await page.request.post('/trpc/users.update', {
        headers: { 'x-csrf': '1' },
        data: { id: user.id, ...change },
      })
      expect(answer.status(), JSON.stringify(change)).toBe(403)
    }
  })

  await test.step('name, email, description and realms are changed', async () => {
    await person.field('Name').fill('Álvaro Peña Ruiz')
    await person.field('Email').fill('not an address')
    await person.save()
    await expect(page.getByText('Enter a complete email address.')).toBeVisible()
    await person.field('Email').fill('alvaro.ruiz@larkfield.example')
    await person.field('Description').fill('Came over from the Madrid office.')
    await person.save()
    await expect(page.getByText('Álvaro Peña Ruiz was saved.')).toBeVisible()
    await person.addToRealm('Night shift')
    await expect(person.realms.getByRole('list', { name: 'Realms' })).toContainText('Added by hand')
  })

  await test.step('a reload and a sync keep them', async () => {
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Álvaro Peña Ruiz$/)
    expect((await world.rest.sync(connection.id)).counts).toMatchObject({ updated: 0, skipped: 60 })
    await page.reload()
    await expect(person.field('Name')).toHaveValue('Álvaro Peña Ruiz')
    await expect(person.field('Email')).toHaveValue('alvaro.ruiz@larkfield.example')
    await expect(person.field('Description')).toHaveValue('Came over from the Madrid office.')
    await expect(person.form.getByText('Edited here')).toHaveCount(2)
    await expect(person.realms).toContainText('Night shift')
  })

  await test.step("the directory's value is taken back", async () => {
    await person.useDirectory('Name').click()
    await expect(person.field('Name')).toHaveValue('Álvaro Peña')
    await person.save()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Álvaro Peña$/)
    await expect(person.form.getByText('Edited here')).toHaveCount(1)
    const { name, email, editedFields } = await world.rest.getUser(user.id)
    expect({ name, email, editedFields }).toEqual({
      name: 'Álvaro Peña',
      email: 'alvaro.ruiz@larkfield.example',
      editedFields: ['email'],
    })
  })

  await test.step('the history says who did what', async () => {
    const history = page.getByRole('region', { name: 'History' })
    await expect(history).toContainText('Otto Operator')
    await expect(history).toContainText('alvaro.ruiz@larkfield.example')
  })
})

test('unsaved edits are not lost by a wrong click', async ({ page, world }) => {
  const user = found((await world.rest.listUsers({ search: 'James Hayes' }))[0], 'person called James Hayes')
  const person = new PersonPage(page)
  await person.openUnclaimed(user.id)
  await person.field('Name').fill('James T. Hayes')
  await page.getByRole('link', { name: 'Realms', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(person.field('Name')).toHaveValue('James T. Hayes')
  await page.getByRole('link', { name: 'Realms', exact: true }).click()
  await dialog.getByRole('button', { name: 'Discard changes' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Realms' })).toBeVisible()
  expect((await world.rest.getUser(user.id)).name).toBe('James Hayes')
})
