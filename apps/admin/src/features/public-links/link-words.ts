import type { PublicLinkView } from '@rollcall/vocabulary'

export interface LinkWords {
  title: string
  text: string
}

type Ended = Exclude<PublicLinkView['state'], 'open'>

/** Why a link no longer works, and what its holder can do about it. */
export function toEndedWords(state: Ended, sentBy: string | null): LinkWords {
  const whom = sentBy ?? 'whoever sent it to you'
  switch (state) {
    case 'spent':
      return {
        title: 'This account has been claimed',
        text: `The link did what it was for and works only once. If it was you, sign in with your wallet. If it was not, tell ${whom} right away.`,
      }
    case 'expired':
      return {
        title: 'This link has expired',
        text: `Links end after some days, so that an old message opens nothing. Ask ${whom} for a new one.`,
      }
    case 'revoked':
      return {
        title: 'This link no longer works',
        text: `It was withdrawn, often because a newer one was sent. Look for a later message, or ask ${whom} for a new one.`,
      }
  }
}

/** What the page says to the holder of a link that works. */
export function toOpenWords({
  kind,
  name,
  sentBy,
}: Pick<PublicLinkView, 'kind' | 'name' | 'sentBy'>): LinkWords {
  const whose = name ?? 'you'
  if (kind === 'invitation') {
    return {
      title: `Welcome, ${whose}`,
      text: `${sentBy ?? 'An administrator'} invites you. Your wallet becomes the key to your account; there is no password.`,
    }
  }
  return {
    title: `Claim your account, ${whose}`,
    text: `${sentBy ?? 'An administrator'} has prepared an account for you. Your wallet becomes its key; there is no password.`,
  }
}
