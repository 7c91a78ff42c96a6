import { SourceError } from '@rollcall/vocabulary'
import { describe, expect, it } from 'vitest'
import { batchAnswer, batchCount, countBody, parsePage, USER_SELECT } from './wire.ts'

describe('pages', () => {
  it('reads a recorded page', () => {
    const page = parsePage(
      {
        '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users(id,displayName,mail)',
        '@odata.count': 1234,
        '@odata.nextLink': 'https://graph.microsoft.com/v1.0/users?$select=id&$top=999&$skiptoken=RFNwdAIAAQ',
        value: [{ id: '6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0', displayName: 'Conf Room Adams', mail: null }],
      },
      'people',
    )
    expect(page).toMatchObject({ count: 1234, items: [{ displayName: 'Conf Room Adams' }] })
    expect(page.nextLink).toContain('$skiptoken=RFNwdAIAAQ')
  })

  it.each([[null], ['text'], [{}], [{ value: {} }], [{ value: [], '@odata.nextLink': 3 }]])(
    'refuses %j',
    (body) => {
      expect(() => parsePage(body, 'people')).toThrow(SourceError)
    },
  )

  it('asks for every property a person is made of', () => {
    expect(USER_SELECT.split(',')).toEqual(
      expect.arrayContaining(['id', 'accountEnabled', 'userType', 'employeeId']),
    )
  })
})

describe('counts', () => {
  it.each([
    ['31', 31],
    ['\uFEFF31', 31],
    [' 0\n', 0],
    ['3.5', undefined],
    ['<html>', undefined],
    ['', undefined],
  ])('reads %j as %j', (body, expected) => {
    expect(countBody(body)).toBe(expected)
  })

  it.each([
    [12, 12],
    ['12', 12],
    ['MTI=', 12],
    [-1, null],
    ['many', null],
    [null, null],
  ])('reads %j in a batch as %j', (body, expected) => {
    expect(batchCount(body)).toBe(expected)
  })
})

describe('batches', () => {
  it('gives each item its own headers, whatever their case', () => {
    const items = batchAnswer({
      responses: [{ id: '1', status: 429, headers: { 'Retry-After': '3' }, body: { error: {} } }],
    })
    expect(items?.[0]?.asAnswer().headers.get('retry-after')).toBe('3')
  })

  it('refuses what is no batch', () => {
    expect(() => batchAnswer({ answers: [] })).toThrow(SourceError)
    expect(batchAnswer(undefined)).toBeUndefined()
  })
})
