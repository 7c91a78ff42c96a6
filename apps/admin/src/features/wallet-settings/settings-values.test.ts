import { walletSettings } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { toField, toSettings, toSettingsErrors, toSettingsValues } from './settings-values.ts'

const standard = walletSettings.parse({})
const values = toSettingsValues(standard)

test('what is stored survives the form', () => {
  const settings = walletSettings.parse({
    lifetimeMinutes: 7,
    driver: 'node-datachannel',
    udpPorts: { from: 50_000, to: 50_000 },
    publicAddress: '203.0.113.7',
    iceServers: ['stun:stun.example.org:3478', 'turn:user:secret@turn.example.org'],
  })
  expect(toSettings(toSettingsValues(settings))).toEqual(settings)
  expect(toSettings(values)).toEqual(standard)
})

test('empty lines and spaces are left out', () => {
  const typed = { ...values, publicAddress: '  ', iceServers: ' stun:a.example \n\n' }
  expect(toSettings(typed)).toMatchObject({ publicAddress: null, iceServers: ['stun:a.example'] })
})

test('each mistake is told at its field', () => {
  const wrong = {
    ...values,
    lifetimeMinutes: '',
    ports: 'range' as const,
    portFrom: 80,
    portTo: 70_000,
    publicAddress: 'people.example.com',
    iceServers: 'stun.example.org',
  }
  expect(Object.keys(toSettingsErrors(wrong)).toSorted()).toEqual([
    'iceServers',
    'lifetimeMinutes',
    'portFrom',
    'portTo',
    'publicAddress',
  ])
  expect(toSettingsErrors({ ...values, ports: 'range', portFrom: 50_010, portTo: 50_000 })).toHaveProperty(
    'portTo',
  )
  expect(toSettingsErrors(values)).toEqual({})
})

test('what the server says about a path is shown at the same field', () => {
  expect(['udpPorts.from', 'udpPorts.to', 'udpPorts', 'iceServers.2', 'driver'].map(toField)).toEqual([
    'portFrom',
    'portTo',
    'portTo',
    'iceServers',
    'driver',
  ])
})
