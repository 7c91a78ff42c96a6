import { layOut, type MessageBody, toEndOfLink, toPlainName } from './letter.ts'

/** What a message with a link says: to whom, from whom, and until when its link works. */
export interface LinkMessage {
  readonly name: string
  readonly sentBy: string
  readonly url: string
  readonly expiresAt: Date
  readonly now: Date
}

/** Asks someone whose account is there already to claim it. */
export function toClaimLinkMessage({ name, sentBy, url, expiresAt, now }: LinkMessage): MessageBody {
  const sender = toPlainName(sentBy)
  return layOut({
    subject: 'Claim your Rollcall account',
    greeting: `Hello ${toPlainName(name)},`,
    opening: `An account was made for you in Rollcall. ${sender} sends you this link, so that you can make it yours with the Vaultys wallet on your phone.`,
    steps: [
      'Have the Vaultys wallet on your phone ready.',
      'Open the link below, best on a computer: it shows a QR code. On the phone itself, the page opens the wallet for you.',
      'Scan the QR code with the wallet and confirm. From then on, you sign in with the wallet.',
    ],
    button: { label: 'Claim my account', url },
    ends: `The link works once, until ${toEndOfLink(expiresAt, now)}. It is meant for you alone: do not pass it on.`,
    unexpected: `You did not expect this message? Then do nothing, and tell ${sender}. Nobody can claim the account without the link.`,
  })
}
