import { DataTable, MobileRow, type DataColumn } from '@rollcall/ui'
import { PROFILE_LABELS, type AttributeMirroring } from '@rollcall/vocabulary'
import { joinWords } from '../../lib/format.ts'
import classes from './attribute-table.module.css'
import { findFilledFields } from './mirroring-values.ts'

interface MappedAttribute {
  entra: string
  scim: string
  /** What it does here besides filling fields of the profile. */
  role?: string
  changed?: boolean
}

const ATTRIBUTES: readonly MappedAttribute[] = [
  { entra: 'userPrincipalName', scim: 'userName', role: 'Tells people of this connection apart' },
  { entra: 'objectId', scim: 'externalId', role: 'Links the person for good', changed: true },
  { entra: 'Switch([IsSoftDeleted], …)', scim: 'active', role: 'Enables and disables the account' },
  { entra: 'displayName', scim: 'displayName' },
  { entra: 'givenName', scim: 'name.givenName' },
  { entra: 'surname', scim: 'name.familyName' },
  { entra: 'mail', scim: 'emails[type eq "work"].value' },
  { entra: 'jobTitle', scim: 'title' },
  { entra: 'department', scim: 'department' },
  { entra: 'employeeId', scim: 'employeeNumber' },
  { entra: 'manager', scim: 'manager', role: 'Kept with the resource' },
]

const ENTERPRISE = new Set(['department', 'employeeNumber', 'manager'])

/** Entra's attributes, what they are called in SCIM, and what they become here. */
export function AttributeTable({ mirroring }: { mirroring: AttributeMirroring }) {
  return (
    <div className={classes.frame}>
      <DataTable<MappedAttribute>
        caption="Attributes of people"
        density="compact"
        columns={toColumns(mirroring)}
        rows={ATTRIBUTES}
        rowKey={(row) => row.scim}
        renderMobile={(row) => (
          <MobileRow
            title={
              <>
                <Entra row={row} /> → <Scim row={row} />
              </>
            }
            detail={toUse(row, mirroring)}
          />
        )}
      />
    </div>
  )
}

function toColumns(mirroring: AttributeMirroring): DataColumn<MappedAttribute>[] {
  return [
    { id: 'entra', header: 'In Entra', wrap: true, cell: (row) => <Entra row={row} /> },
    { id: 'scim', header: 'In SCIM', wrap: true, cell: (row) => <Scim row={row} /> },
    { id: 'here', header: 'Here', wrap: true, cell: (row) => toUse(row, mirroring) },
  ]
}

function Entra({ row }: { row: MappedAttribute }) {
  return (
    <>
      <span className="ui-mono">{row.entra}</span>
      {row.changed ? <span className={classes.changed}>change this one</span> : null}
    </>
  )
}

function Scim({ row }: { row: MappedAttribute }) {
  return (
    <>
      <span className="ui-mono">{row.scim}</span>
      {ENTERPRISE.has(row.scim) ? <span className={classes.note}>enterprise extension</span> : null}
    </>
  )
}

/** Which fields of the profile it fills, and what else it does. */
function toUse({ scim, role }: MappedAttribute, mirroring: AttributeMirroring): string {
  const fields = findFilledFields(mirroring, scim).map((field) => PROFILE_LABELS[field])
  if (fields.length === 0) return role ?? 'Kept with the resource'
  const filled = `${joinWords(fields)} in the profile`
  return role ? `${role}; ${filled}` : filled
}
