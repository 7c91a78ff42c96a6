// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { renderUi } from '../testing.tsx'
import type { DataColumn, SortState } from './column.ts'
import { DataTable, type DataTableProps } from './data-table.tsx'
import { toRange } from './table-footer.tsx'

interface Person {
  id: string
  name: string
  team: string
}

const people: Person[] = [
  { id: 'a', name: 'Ada Lovelace', team: 'Engines' },
  { id: 'g', name: 'Grace Hopper', team: 'Compilers' },
]

const columns: DataColumn<Person>[] = [
  { id: 'person', header: 'Person', sortKey: 'name', cell: (row) => row.name },
  { id: 'team', header: 'Team', cell: (row) => row.team },
]

function renderTable(props: Partial<DataTableProps<Person>> = {}, navigate?: (href: string) => void) {
  const table = (
    <DataTable caption="People" columns={columns} rows={people} rowKey={(row) => row.id} {...props} />
  )
  return renderUi(table, { navigate })
}

describe('sorting', () => {
  test('says how the rows are sorted and asks for the other way round', () => {
    const onSortChange = vi.fn<(sort: SortState) => void>()
    renderTable({ sort: { key: 'name', direction: 'asc' }, onSortChange })
    expect(screen.getByRole('columnheader', { name: 'Person' }).getAttribute('aria-sort')).toBe('ascending')
    fireEvent.click(screen.getByRole('button', { name: 'Person' }))
    expect(onSortChange).toHaveBeenCalledExactlyOnceWith({ key: 'name', direction: 'desc' })
  })

  test('starts ascending on a column that was not sorted', () => {
    const onSortChange = vi.fn<(sort: SortState) => void>()
    renderTable({ sort: { key: 'team', direction: 'desc' }, onSortChange })
    expect(screen.getByRole('columnheader', { name: 'Person' }).hasAttribute('aria-sort')).toBe(false)
    fireEvent.click(screen.getByRole('button', { name: 'Person' }))
    expect(onSortChange).toHaveBeenCalledExactlyOnceWith({ key: 'name', direction: 'asc' })
  })

  test('keeps the order of the rows it is given', () => {
    renderTable({ sort: { key: 'name', direction: 'desc' }, onSortChange: vi.fn() })
    expect(screen.getAllByRole('row').map((row) => row.textContent)).toEqual([
      'PersonTeam',
      'Ada LovelaceEngines',
      'Grace HopperCompilers',
    ])
  })

  test('offers no button on a column without a sort key', () => {
    renderTable({ onSortChange: vi.fn() })
    expect(screen.queryByRole('button', { name: 'Team' })).toBeNull()
  })
})

describe('opening a row', () => {
  test('Enter on the row opens it in place', () => {
    const onRowClick = vi.fn<(row: Person) => void>()
    renderTable({ onRowClick })
    const row = screen.getByRole('row', { name: /Grace Hopper/ })
    expect(row.tabIndex).toBe(0)
    fireEvent.keyDown(row, { key: 'Enter' })
    expect(onRowClick).toHaveBeenCalledExactlyOnceWith(people[1])
  })

  test('arrow keys move the focus to the next and the previous row', () => {
    renderTable({ onRowClick: vi.fn() })
    const first = screen.getByRole('row', { name: /Ada/ })
    const second = screen.getByRole('row', { name: /Grace/ })
    first.focus()
    fireEvent.keyDown(first, { key: 'ArrowDown' })
    expect(document.activeElement).toBe(second)
    fireEvent.keyDown(second, { key: 'ArrowUp' })
    expect(document.activeElement).toBe(first)
  })

  test('a row with an address has a real link and follows it inside the application', () => {
    const navigate = vi.fn<(href: string) => void>()
    renderTable({ rowHref: (row) => `/people/${row.id}` }, navigate)
    const link = screen.getByRole('link', { name: 'Ada Lovelace' })
    expect(link.getAttribute('href')).toBe('/people/a')
    fireEvent.click(link)
    fireEvent.click(screen.getByRole('cell', { name: 'Compilers' }))
    expect(navigate.mock.calls).toEqual([['/people/a'], ['/people/g']])
  })
})

describe('choosing rows', () => {
  test('the header checkbox takes in every row shown and keeps rows of other pages', () => {
    const onChange = vi.fn<(selected: ReadonlySet<string>) => void>()
    const selection = {
      selected: new Set(['a', 'elsewhere']),
      onChange,
      rowLabel: (row: Person) => `Select ${row.name}`,
    }
    renderTable({ selection })
    expect(screen.getByText('2 selected')).toBeTruthy()
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select all rows shown' }))
    expect(onChange.mock.calls[0]?.[0]).toEqual(new Set(['a', 'elsewhere', 'g']))
  })

  test('pressing a checkbox chooses the row without opening it', () => {
    const onRowClick = vi.fn<(row: Person) => void>()
    const onChange = vi.fn<(selected: ReadonlySet<string>) => void>()
    const selection = {
      selected: new Set<string>(),
      onChange,
      rowLabel: (row: Person) => `Select ${row.name}`,
    }
    renderTable({ selection, onRowClick })
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Grace Hopper' }))
    expect(onChange.mock.calls[0]?.[0]).toEqual(new Set(['g']))
    expect(onRowClick).not.toHaveBeenCalled()
  })
})

describe('pages and states', () => {
  test('says which rows are shown and disables the way that leads nowhere', () => {
    const onNext = vi.fn<() => void>()
    renderTable({ pager: { from: 1, to: 50, total: 12_480, onNext } })
    const pages = within(screen.getByRole('navigation', { name: 'Pages' }))
    expect(pages.getByText('1-50 of 12,480')).toBeTruthy()
    expect(pages.getByRole<HTMLButtonElement>('button', { name: 'Previous' }).disabled).toBe(true)
    fireEvent.click(pages.getByRole('button', { name: 'Next' }))
    expect(onNext).toHaveBeenCalledOnce()
  })

  test('shows the empty slot only once loading is over', () => {
    const { rerender } = renderTable({ rows: [], loading: true, empty: <p>Nobody yet</p> })
    expect(screen.queryByText('Nobody yet')).toBeNull()
    rerender(
      <DataTable
        caption="People"
        columns={columns}
        rows={[]}
        rowKey={(row) => row.id}
        empty={<p>Nobody yet</p>}
      />,
    )
    expect(screen.getByText('Nobody yet')).toBeTruthy()
  })
})

test.each([
  [{ from: 1, to: 50, total: 12_480 }, '1-50 of 12,480'],
  [{ from: 1, to: 50, total: 10_000, totalIsLeast: true }, '1-50 of 10,000+'],
  [{ from: 10_001, to: 10_050, total: 10_000, totalIsLeast: true }, '10,001-10,050 of 10,050+'],
  [{ from: 51, to: 53 }, '51-53'],
  [{ from: 1, to: 0, total: 0 }, 'No rows'],
])('the footer of %j says %s', (pager, words) => {
  expect(toRange(pager)).toBe(words)
})
