import { describe, expect, it } from 'vitest'
import { isLeavingStep, toStep } from './wizard-search.ts'

function at(search: object, pathname = '/sync/1') {
  return { pathname, search }
}

describe('toStep', () => {
  it('begins with the groups', () => {
    expect(toStep({})).toBe('groups')
    expect(toStep({ step: 'nowhere' })).toBe('groups')
    expect(toStep({ step: 'map', kind: 'create' })).toBe('map')
  })
})

describe('isLeavingStep', () => {
  it('lets a search inside the first step pass, whether the address names the step or not', () => {
    expect(isLeavingStep({ current: at({}), next: at({ step: 'groups', group: 'sales' }) })).toBe(false)
  })

  it('sees another step and another page', () => {
    expect(isLeavingStep({ current: at({ step: 'map' }), next: at({ step: 'groups' }) })).toBe(true)
    expect(isLeavingStep({ current: at({}), next: at({}, '/users') })).toBe(true)
  })
})
