import { type Role, ROLES } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { refuseRole } from './refuse-role.ts'

/** The highest role that each may invite. */
const HIGHEST = { owner: 'owner', admin: 'admin', manager: 'manager' } as const
const cases = (['owner', 'admin', 'manager'] as const).flatMap((holder) =>
  ROLES.map((invited): [typeof holder, Role] => [holder, invited]),
)

test.each(cases)('%s -> %s', (holder, invited) => {
  const judge = expect(() => refuseRole(holder, invited))
  if (ROLES.indexOf(HIGHEST[holder]) <= ROLES.indexOf(invited)) judge.not.toThrow()
  else judge.toThrow(expect.objectContaining({ code: 'forbidden' }))
})
