import { hashToken, type Tx } from '@rollcall/db'
import { actor, type PublicLinkView } from '@rollcall/vocabulary'
import { DirectoryError } from '../errors.ts'

const PERSON = {
  select: { id: true, name: true, role: true, status: true, registeredAt: true, emailKey: true },
} as const
const DATES = { createdAt: true, expiresAt: true, revokedAt: true } as const

/** A link that was emailed, whichever kind it is. */
export interface EmailedLink {
  readonly kind: 'claim' | 'invitation'
  readonly id: string
  readonly person: {
    readonly id: string
    readonly name: string
    readonly role: string
    readonly status: string
    readonly registeredAt: Date | null
  }
  /** Who sent it. */
  readonly sentBy: string
  readonly expiresAt: Date
  /** When the account was claimed. */
  readonly spentAt: Date | null
  readonly revokedAt: Date | null
  /** The person has another email by now, so whoever reads the old one's mail is not known to be them. */
  readonly astray: boolean
}

/** The link with this token. Throws `not_found` for a token that was never given out, or was replaced. */
export async function findLink(
  client: Pick<Tx, 'claimLink' | 'invitation'>,
  token: string,
): Promise<EmailedLink> {
  const tokenHash = hashToken(token)
  const link = await client.claimLink.findUnique({
    where: { tokenHash },
    select: { id: true, ...DATES, spentAt: true, email: true, createdBy: true, user: PERSON },
  })
  if (link) {
    const { user: person, createdBy, email, ...dates } = link
    const astray = email.toLowerCase() !== person.emailKey
    return { ...dates, kind: 'claim', person, sentBy: actor.parse(createdBy).name, astray }
  }
  const invitation = await client.invitation.findUnique({
    where: { tokenHash },
    select: { id: true, ...DATES, acceptedAt: true, invitedBy: true, user: PERSON },
  })
  if (!invitation) {
    throw new DirectoryError(
      'not_found',
      'This link is not known here. Check that it is complete; if it is, ask whoever sent it for a new one.',
    )
  }
  const { user: person, invitedBy, acceptedAt: spentAt, ...dates } = invitation
  return { ...dates, spentAt, kind: 'invitation', person, sentBy: actor.parse(invitedBy).name, astray: false }
}

export function linkState(link: EmailedLink, now: Date): PublicLinkView['state'] {
  if (link.spentAt !== null || link.person.registeredAt !== null) return 'spent'
  if (link.revokedAt !== null || link.astray || link.person.status !== 'active') return 'revoked'
  return now >= link.expiresAt ? 'expired' : 'open'
}
