/** What a plan and an undo look at of a user. */
export interface UserFacts {
  name: string
  given_name: string | null
  surname: string | null
  email: string | null
  job_title: string | null
  department: string | null
  employee_id: string | null
  role: string
  status: string
  disabled_by: string | null
  registered: boolean
  left: boolean
  edited_fields: string[]
  /** Another directory record holds this user too. */
  held_elsewhere: boolean
}

/** Columns of a user joined beside another row: prefixed, and all null when there is no user. */
export type Joined<User> = { [K in keyof User as `u_${K & string}`]: User[K] | null }

/** The user of a joined row; null when there is none. */
export function toUserFacts(row: Joined<UserFacts>): UserFacts | null {
  const { u_name: name, u_role: role, u_status: status } = row
  if (name === null || role === null || status === null) return null
  return {
    name,
    role,
    status,
    given_name: row.u_given_name,
    surname: row.u_surname,
    email: row.u_email,
    job_title: row.u_job_title,
    department: row.u_department,
    employee_id: row.u_employee_id,
    disabled_by: row.u_disabled_by,
    registered: row.u_registered === true,
    left: row.u_left === true,
    edited_fields: row.u_edited_fields ?? [],
    held_elsewhere: row.u_held_elsewhere === true,
  }
}
