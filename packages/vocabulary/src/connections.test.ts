import { expect, test } from 'vitest'
import { createEntraConnectionInput, updateConnectionInput } from './connections.ts'

const ids = {
  directoryId: '8f1d0c9e-1f0a-4f0e-9f5f-0a3c5a3b7b11',
  clientId: '0a3c5a3b-1f0a-4f0e-9f5f-8f1d0c9e7b11',
}

test('three fields and a name are enough; spaces around pasted values do not count', () => {
  const input = createEntraConnectionInput.parse({ ...ids, displayName: ' Acme ', clientSecret: ' abc~def ' })
  expect(input).toMatchObject({
    displayName: 'Acme',
    clientSecret: 'abc~def',
    cloud: 'default',
    leaverPolicy: 'keep',
    guard: { maxPeople: 10, maxPercent: 5 },
  })
})

test.each(['contoso.onmicrosoft.com', 'contoso.com', ids.directoryId.toUpperCase()])(
  '%s names a tenant',
  (directoryId) => {
    expect(
      createEntraConnectionInput.safeParse({ ...ids, directoryId, displayName: 'A', clientSecret: 's' })
        .success,
    ).toBe(true)
  },
)

test.each(['contoso', 'not a tenant', 'https://contoso.com', ''])('%s does not', (directoryId) => {
  expect(
    createEntraConnectionInput.safeParse({ ...ids, directoryId, displayName: 'A', clientSecret: 's' })
      .success,
  ).toBe(false)
})

test('an update says only what it changes', () => {
  expect(updateConnectionInput.parse({ guard: { maxPeople: 3 } })).toEqual({ guard: { maxPeople: 3 } })
})
