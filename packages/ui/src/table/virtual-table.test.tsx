// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { renderUi } from '../testing.tsx'
import type { DataColumn } from './column.ts'
import { toLoaded, VirtualTable, type VirtualTableProps } from './virtual-table.tsx'

interface Row {
  id: string
  name: string
}

const columns: DataColumn<Row>[] = [{ id: 'name', header: 'Name', cell: (row) => row.name }]
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `r${index}`, name: `Person ${index}` }))

/** jsdom lays nothing out, so the scrolling area is given a size. */
beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(560)
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(900)
})

function renderTable(props: Partial<VirtualTableProps<Row>> = {}) {
  return renderUi(
    <VirtualTable
      caption="Changes"
      columns={columns}
      rows={rowsOf(100_000)}
      rowKey={(row) => row.id}
      rowHeight={70}
      {...props}
    />,
  )
}

test('of a hundred thousand rows only those in view are there, each with its place', () => {
  renderTable()
  const table = screen.getByRole('table', { name: 'Changes' })
  expect(table.getAttribute('aria-rowcount')).toBe('100001')
  const rows = screen.getAllByRole('row').slice(1)
  expect(rows.length).toBeGreaterThan(8)
  expect(rows.length).toBeLessThan(40)
  expect(rows[0]?.getAttribute('aria-rowindex')).toBe('2')
  expect(rows[0]?.textContent).toBe('Person 0')
})

test('asks for more when the last loaded rows come into view, and not before', () => {
  const onNearEnd = vi.fn<() => void>()
  renderTable({ rows: rowsOf(1_000), total: 5_000, onNearEnd })
  expect(onNearEnd).not.toHaveBeenCalled()
  renderTable({ rows: rowsOf(30), total: 5_000, onNearEnd })
  expect(onNearEnd).toHaveBeenCalledOnce()
  onNearEnd.mockClear()
  renderTable({ rows: rowsOf(30), total: 30, onNearEnd })
  expect(onNearEnd).not.toHaveBeenCalled()
  renderTable({ rows: rowsOf(30), total: 30, totalIsLeast: true, onNearEnd })
  expect(onNearEnd).toHaveBeenCalledOnce()
})

test('rows are opened by the keyboard', () => {
  const onRowClick = vi.fn<(row: Row) => void>()
  renderTable({ onRowClick })
  const row = screen.getByRole('row', { name: 'Person 1' })
  row.focus()
  fireEvent.keyDown(row, { key: 'ArrowDown' })
  expect(document.activeElement).toBe(screen.getByRole('row', { name: 'Person 2' }))
  fireEvent.keyDown(row, { key: 'Enter' })
  expect(onRowClick).toHaveBeenCalledExactlyOnceWith({ id: 'r1', name: 'Person 1' })
})

test('says how much is loaded', () => {
  expect(toLoaded(200, 12_480, false)).toBe('200 of 12,480 loaded')
  expect(toLoaded(1, 1, false)).toBe('1 row')
  expect(toLoaded(12_480, 12_480, false)).toBe('12,480 rows')
  expect(toLoaded(200, 10_000, true)).toBe('200 of more than 10,000 loaded')
})
