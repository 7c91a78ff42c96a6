// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { renderUi } from '../testing.tsx'
import { toDiffParts } from './diff-parts.ts'
import { FieldDiff } from './field-diff.tsx'

test.each([
  [
    'Research and Development',
    'Research and Engineering',
    ['Research and ', 'Development', 'Engineering', ''],
  ],
  ['ada.byron@contoso.com', 'ada.lovelace@contoso.com', ['ada.', 'byron', 'lovelace', '@contoso.com']],
  ['Smith', 'Smythe', ['', 'Smith', 'Smythe', '']],
  ['a b', 'a b b', ['a b', '', ' b', '']],
  ['', 'new', ['', '', 'new', '']],
  ['same', 'same', ['same', '', '', '']],
])('finds the changed words of %j and %j', (before, after, [prefix, left, right, suffix]) => {
  const parts = toDiffParts(before, after)
  expect(parts).toEqual({ prefix, before: left, after: right, suffix })
  expect(parts.prefix + parts.before + parts.suffix).toBe(before)
  expect(parts.prefix + parts.after + parts.suffix).toBe(after)
})

test('marks only the changed part, as removed on one side and added on the other', () => {
  const { container } = renderUi(
    <FieldDiff label="Department" before="Research West" after="Research East" />,
  )
  expect([...container.querySelectorAll('del')].map((mark) => mark.textContent)).toEqual(['West'])
  expect([...container.querySelectorAll('ins')].map((mark) => mark.textContent)).toEqual(['East'])
  expect(container.textContent).toContain('Before: Research West')
  expect(container.textContent).toContain('After: Research East')
})

test('says that a side is empty', () => {
  const { container } = renderUi(<FieldDiff before={null} after="Grace Hopper" />)
  expect(container.textContent).toContain('Before: empty')
  expect(container.querySelector('ins')?.textContent).toBe('Grace Hopper')
})
