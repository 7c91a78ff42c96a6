import { Skeleton } from '@mantine/core'
import classes from './skeletons.module.css'

export interface TableSkeletonProps {
  rows?: number
  columns?: number
  density?: 'comfortable' | 'compact'
}

/** The grey shape of a table while its rows load. */
export function TableSkeleton({ rows = 8, columns = 5, density = 'comfortable' }: TableSkeletonProps) {
  return (
    <div aria-busy="true">
      <output className="ui-hidden">Loading</output>
      <TableRows rows={rows} columns={columns} density={density} />
    </div>
  )
}

function TableRows({ rows, columns, density }: Required<TableSkeletonProps>) {
  return (
    <>
      <div className={classes.row} data-density="compact">
        <Cells row={0} columns={columns} height={10} />
      </div>
      {range(rows).map((row) => (
        <div key={row} className={classes.row} data-density={density}>
          <Cells row={row + 1} columns={columns} height={12} />
        </div>
      ))}
    </>
  )
}

function Cells({ row, columns, height }: { row: number; columns: number; height: number }) {
  return range(columns).map((column) => (
    <span key={column} className={classes.cell}>
      <Skeleton height={height} width={`${skeletonWidth(row, column)}%`} radius="sm" />
    </span>
  ))
}

/** Uneven but stable widths, so that grey bars read as text. */
export function skeletonWidth(row: number, column: number): number {
  return 45 + ((row * 37 + column * 53) % 40)
}

export interface PageSkeletonProps {
  /** The page it stands in for. */
  shape?: 'table' | 'cards' | 'form' | 'detail'
}

/** The grey shape of a whole page: header, then the body in the announced shape. */
export function PageSkeleton({ shape = 'table' }: PageSkeletonProps) {
  return (
    <div className={classes.page} aria-busy="true">
      <output className="ui-hidden">Loading the page</output>
      <div className={classes.header}>
        <Skeleton height={12} width={140} radius="sm" />
        <Skeleton height={24} width={260} radius="sm" mt={12} />
      </div>
      {shape === 'cards' || shape === 'table' ? <Cards /> : null}
      {shape === 'table' ? (
        <div className={classes.table}>
          <TableRows rows={8} columns={5} density="comfortable" />
        </div>
      ) : null}
      {shape === 'cards' ? <Block height={280} /> : null}
      {shape === 'form' ? <Block height={360} narrow /> : null}
      {shape === 'detail' ? (
        <div className={classes.halves}>
          <Block height={360} />
          <Block height={240} />
        </div>
      ) : null}
    </div>
  )
}

function Cards() {
  return (
    <div className={classes.cards}>
      {range(4).map((card) => (
        <Block key={card} height={94} />
      ))}
    </div>
  )
}

function Block({ height, narrow = false }: { height: number; narrow?: boolean }) {
  return (
    <div className={classes.block} style={{ height, maxWidth: narrow ? 640 : undefined }}>
      <Skeleton height={12} width="30%" radius="sm" />
      <Skeleton height={12} width="55%" radius="sm" mt={16} />
    </div>
  )
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index)
}

/** The grey shape of a two-line list, as tables are shown on a phone. */
export function ListSkeleton({ rows = 8 }: { rows?: number }) {
  return range(rows).map((row) => (
    <div key={row} className={classes.listRow}>
      <Skeleton height={12} width={`${skeletonWidth(row, 0)}%`} radius="sm" />
      <Skeleton height={10} width={`${skeletonWidth(row, 1)}%`} radius="sm" />
    </div>
  ))
}
