import { Button, Group } from '@mantine/core'
import { DataTable, MobileRow, Panel, UiLink, type DataColumn } from '@rollcall/ui'
import { isActiveRun, type RealmAccess, type RunView } from '@rollcall/vocabulary'
import { useState } from 'react'
import classes from './realm-access-panel.module.css'

/** Lines shown before someone asks for all of them. */
const FEW = 6

const number = new Intl.NumberFormat('en-US')

/** Who would gain and lose which realm, one line for each mapping, most losses first. */
export function RealmAccessPanel({ run }: { run: RunView }) {
  const [all, setAll] = useState(false)
  const { realmAccess } = run
  if (realmAccess.length === 0) return null
  return (
    <Panel
      title="Realm access"
      description={
        isActiveRun(run.status)
          ? 'People who would gain and lose each realm by the groups that give it.'
          : 'People who were to gain and lose each realm by the groups that give it.'
      }
      flush
    >
      <DataTable
        caption="Realm access by mapping"
        density="compact"
        columns={COLUMNS}
        rows={all ? realmAccess : realmAccess.slice(0, FEW)}
        rowKey={(row) => `${row.mappingId} ${row.realmId ?? ''}`}
        renderMobile={(row) => (
          <MobileRow title={row.realmName} detail={`by ${toGroup(row)}`} end={<Moves row={row} />} />
        )}
      />
      {realmAccess.length > FEW ? (
        <Group justify="center" p="xs">
          <Button variant="subtle" size="compact-sm" onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${number.format(realmAccess.length)} mappings`}
          </Button>
        </Group>
      ) : null}
    </Panel>
  )
}

const COLUMNS: readonly DataColumn<RealmAccess>[] = [
  {
    id: 'realm',
    header: 'Realm',
    cell: (row) =>
      row.realmId ? (
        <UiLink href={`/realms/${row.realmId}`} className={classes.realm}>
          {row.realmName}
        </UiLink>
      ) : (
        <span className={classes.realm}>{row.realmName}</span>
      ),
  },
  { id: 'group', header: 'Group', cell: toGroup },
  { id: 'gained', header: 'Gained', width: 110, align: 'right', cell: (row) => <Gained row={row} /> },
  { id: 'lost', header: 'Lost', width: 110, align: 'right', cell: (row) => <Lost row={row} /> },
]

function toGroup(row: RealmAccess): string {
  return row.groupName === '' ? 'a group that is mapped no more' : row.groupName
}

function Moves({ row }: { row: RealmAccess }) {
  return (
    <span className={classes.moves}>
      <Gained row={row} /> <Lost row={row} />
    </span>
  )
}

function Gained({ row }: { row: RealmAccess }) {
  return row.gained === 0 ? <Nobody /> : <span className={classes.gained}>+{number.format(row.gained)}</span>
}

function Lost({ row }: { row: RealmAccess }) {
  return row.lost === 0 ? (
    <Nobody />
  ) : (
    <span className={classes.lost}>{`\u2212${number.format(row.lost)}`}</span>
  )
}

function Nobody() {
  return <span className={classes.nobody}>0</span>
}
