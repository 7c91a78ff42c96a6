import { CopyButton } from '@rollcall/ui'
import classes from './permission-table.module.css'

const PERMISSIONS = [
  {
    name: 'User.Read.All',
    reason: 'Reads names, emails, departments and whether an account is enabled.',
  },
  {
    name: 'GroupMember.Read.All',
    reason: 'Lists groups and who is in them, to choose who comes here and to map groups to realms.',
  },
] as const

/** The least that a sync needs. Nothing here may write. */
export function PermissionTable() {
  return (
    <table className={classes.table}>
      <caption className="ui-hidden">Permissions to add</caption>
      <thead>
        <tr>
          <th scope="col">Permission</th>
          <th scope="col">Type</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {PERMISSIONS.map(({ name, reason }) => (
          <tr key={name}>
            <th scope="row">
              <span className={classes.name}>
                <span className="ui-mono">{name}</span>
                <CopyButton value={name} label={`Copy ${name}`} />
              </span>
            </th>
            <td>Application</td>
            <td>{reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
