import { expect, test } from 'vitest'
import { RealmAccessMeter } from './realm-access.ts'

const sales = { mappingId: 'm1', realmId: 'r1', realmName: 'Sales', groupName: 'Sales EMEA' }
const salesToo = { mappingId: 'm2', realmId: 'r1', realmName: 'Sales', groupName: 'Sales APAC' }
const fresh = { mappingId: 'm3', realmId: null, realmName: 'Legal', groupName: 'Legal' }

function metered(...changes: [gained: object[], lost: object[]][]) {
  const meter = new RealmAccessMeter()
  for (const [realmsGained, realmsLost] of changes) meter.add({ realmsGained, realmsLost })
  return meter
}

test('counts people by mapping, most losses first', () => {
  const meter = metered([[fresh], []], [[fresh], [sales]], [[], [sales]], [[], []])
  expect(meter.rows()).toEqual([
    { ...sales, gained: 0, lost: 2 },
    { ...fresh, gained: 2, lost: 0 },
  ])
  expect(meter.losses).toBe(2)
})

test('a person who loses several realms is one person', () => {
  const other = { ...sales, mappingId: 'm9', realmId: 'r9', realmName: 'Press' }
  expect(metered([[], [sales, other]]).losses).toBe(1)
})

test('a realm that another mapping gives at the same time is not lost', () => {
  const meter = metered([[salesToo], [sales]])
  expect(meter.losses).toBe(0)
  expect(meter.rows().map((row) => [row.groupName, row.gained, row.lost])).toEqual([
    ['Sales EMEA', 0, 1],
    ['Sales APAC', 1, 0],
  ])
})

test('a mapping that now gives another realm has a row for each', () => {
  const moved = { ...sales, realmId: 'r2', realmName: 'Sales two' }
  expect(
    metered([[moved], [{ ...sales, groupName: '' }]])
      .rows()
      .map((row) => [row.realmId, row.gained, row.lost]),
  ).toEqual([
    ['r1', 0, 1],
    ['r2', 1, 0],
  ])
})

test('the group is named as soon as any change names it', () => {
  expect(metered([[], [{ ...sales, groupName: '' }]], [[sales], []]).rows()[0]?.groupName).toBe('Sales EMEA')
})
