import type { LinkMessage } from './claim-link-message.ts'
import { layOut, type MessageBody, toEndOfLink, toPlainName } from './letter.ts'

/** Invites someone for whom an account was made by hand. */
export function toInvitationMessage({ name, sentBy, url, expiresAt, now }: LinkMessage): MessageBody {
  const sender = toPlainName(sentBy)
  return layOut({
    subject: `${sender} invites you to Rollcall`,
    greeting: `Hello ${toPlainName(name)},`,
    opening: `${sender} invites you to Rollcall. An account is ready for you; you accept by claiming it with the Vaultys wallet on your phone.`,
    steps: [
      'Have the Vaultys wallet on your phone ready.',
      'Open the link below, best on a computer: it shows a QR code. On the phone itself, the page opens the wallet for you.',
      'Scan the QR code with the wallet and confirm. From then on, you sign in with the wallet.',
    ],
    button: { label: 'Accept the invitation', url },
    ends: `The invitation can be accepted once, until ${toEndOfLink(expiresAt, now)}. It is meant for you alone: do not pass it on.`,
    unexpected: `You do not know ${sender}, or did not expect this message? Then do nothing: without the link nobody can use the account.`,
  })
}
