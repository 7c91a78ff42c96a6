import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'
import { ConnectionPage } from './pages/connection-page.ts'

test.use({ setting: { tenants: [{ people: 60 }] } })

test('a saved client secret is in clear nowhere', async ({ page, world }) => {
  const secret = world.app().secret
  const received: Promise<string>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'eventsource') received.push(response.text().catch(() => ''))
  })
  const connection = new ConnectionPage(page)
  await connection.openNew()
  await connection.enter(world.credentials())
  await connection.save()
  await expect(page.getByRole('group', { name: 'Client secret' })).toContainText('Stored encrypted')
  await connection.check()
  await expect(connection.result('Clock')).toContainText('Passed')
  const { id } = await world.connection()

  await test.step('not in what the browser got', async () => {
    for (const path of [`/settings/integrations/entra/${id}`, '/settings/integrations', '/events', '/']) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      expect(await page.content()).not.toContain(secret)
    }
    for (const text of await Promise.all(received)) expect(text).not.toContain(secret)
    const kept = await page.evaluate(() => [JSON.stringify(localStorage), JSON.stringify(sessionStorage)])
    expect(kept.join(' ')).not.toContain(secret)
  })

  await test.step('not in what programs get, refused requests included', async () => {
    await world.rest.sync(id)
    const twin = { ...world.credentials(), displayName: '' }
    const answers = [
      await world.rest.send('GET', `/api/directory/connections/${id}`),
      await world.rest.send('GET', '/api/directory/connections'),
      await world.rest.send('PATCH', `/api/directory/connections/${id}`, { clientSecret: secret }),
      await world.rest.send('POST', '/api/directory/entra', twin),
      await world.rest.send('GET', '/api/events?limit=500'),
      await world.rest.send('GET', '/api/directory/runs'),
    ]
    for (const { text } of answers) expect(text).not.toContain(secret)
    expect(answers[3]?.status).toBe(400)
  })

  await test.step('not in the log, although it tells everything', async () => {
    expect(world.server.output).toContain(`/api/directory/connections`)
    expect(world.server.output).not.toContain(secret)
  })

  await test.step('not in any file of the data folder, running or stopped', async () => {
    expect(await filesWith(world.dataDir, secret)).toEqual([])
    await world.server.stop()
    expect(await filesWith(world.dataDir, secret)).toEqual([])
    expect(await filesWith(world.dataDir, world.tenant().displayName)).not.toEqual([])
  })
})

/** Files below a folder that hold this text, in UTF-8, UTF-16 or base64. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const needles = [
    Buffer.from(text),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text).toString('base64')),
  ]
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const hits: string[] = []
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name)
    const bytes = await readFile(path)
    if (needles.some((needle) => bytes.includes(needle))) hits.push(path)
  }
  return hits
}
