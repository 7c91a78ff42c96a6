import type { DirectoryUser } from '../directory/directory-object.ts'

type SpecialContext = {
  index: number
  count: number
  user: DirectoryUser
  plainUser: (index: number) => DirectoryUser
}

const LONG_GIVEN = 'Maria do Carmo Ana Francisca'
const LONG_FAMILY = 'Xavier de Vasconcelos e Albuquerque Sottomayor Pinto Basto'

/** A name of its own with the mailbox that goes with it. */
function named(
  user: DirectoryUser,
  displayName: string,
  givenName: string | null,
  surname: string | null,
  local: string,
): Partial<DirectoryUser> {
  const address = `${local}@${user.userPrincipalName.split('@')[1] ?? ''}`
  return {
    displayName,
    givenName,
    surname,
    mailNickname: local,
    userPrincipalName: address,
    mail: address,
    proxyAddresses: [`SMTP:${address}`],
  }
}

/** People whose records are awkward on purpose, by index; real directories have all of these. */
const SPECIAL = new Map<number, (context: SpecialContext) => Partial<DirectoryUser>>([
  // Two pairs who share a mailbox.
  [31, ({ plainUser }) => ({ mail: plainUser(30).userPrincipalName })],
  [47, ({ plainUser }) => ({ mail: plainUser(46).userPrincipalName.toUpperCase() })],
  // The same display name as somebody else, under another address.
  [23, ({ plainUser }) => ({ displayName: plainUser(22).displayName })],
  // One name only.
  [19, ({ user }) => named(user, 'Suryadi', 'Suryadi', null, 'suryadi')],
  // Accents as separate characters (NFD), an emoji with a joiner, right-to-left script.
  [
    26,
    ({ user }) =>
      named(user, 'Zoé Ångström'.normalize('NFD'), 'Zoé'.normalize('NFD'), 'Ångström', 'zoe.angstrom'),
  ],
  [29, () => ({ jobTitle: 'Developer Advocate 👩‍💻' })],
  [34, ({ user }) => named(user, 'مريم الحسيني', 'مريم', 'الحسيني', 'maryam.alhusseini')],
  [38, ({ user }) => named(user, 'נועה בן־דוד', 'נועה', 'בן־דוד', 'noa.ben-david')],
  // A character outside the basic plane, a comma, stray blanks, and a very long name.
  [41, ({ user }) => named(user, '𠮷田 涼', '涼', '𠮷田', 'ryo.yoshida')],
  [43, ({ user }) => ({ displayName: `${user.surname ?? ''}, ${user.givenName ?? ''}` })],
  [
    52,
    ({ user }) => ({ displayName: `${user.displayName ?? ''}  `, department: `${user.department ?? ''} ` }),
  ],
  [55, ({ user }) => named(user, `${LONG_GIVEN} ${LONG_FAMILY}`, LONG_GIVEN, LONG_FAMILY, 'maria.basto')],
  // A very old account without a type, a shared mailbox that never signs in, a reused employee number.
  [57, () => ({ userType: null, employeeId: null, department: null, jobTitle: null })],
  [
    58,
    ({ user }) => ({
      ...named(user, 'Meeting Room Saône', null, null, 'room-saone'),
      accountEnabled: false,
      jobTitle: null,
    }),
  ],
  [59, ({ plainUser }) => ({ employeeId: plainUser(56).employeeId })],
])

/** Small tenants stay plain, so that tests can count on every person. */
const SMALLEST_SPECIAL_TENANT = 60

export function specialPatch(context: SpecialContext): Partial<DirectoryUser> | undefined {
  if (context.count < SMALLEST_SPECIAL_TENANT) return undefined
  if (context.user.userType === 'Guest') return undefined
  return SPECIAL.get(context.index)?.(context)
}
