export interface PasswordStrength {
  /** 0 to 4; below 2 is weak. */
  score: number
  word: 'Too short' | 'Weak' | 'Fair' | 'Good' | 'Strong'
  advice: string
}

const MIN_LENGTH = 12
const COMMON = /pass ?word|qwert|azerty|12345|letmein|welcome|admin|rollcall|iloveyou|abcdef/i

/** A rough guide for someone who chooses a password: length counts most, then variety. Never a reason to refuse. */
export function toPasswordStrength(password: string, personal: readonly string[] = []): PasswordStrength {
  const missing = MIN_LENGTH - password.length
  if (missing > 0) {
    const unit = missing === 1 ? 'character' : 'characters'
    return {
      score: 0,
      word: 'Too short',
      advice: `${missing} more ${unit} needed; several random words work well.`,
    }
  }
  if (COMMON.test(password) || new Set(password).size < 6 || holdsPersonal(password, personal)) {
    return {
      score: 1,
      word: 'Weak',
      advice: 'Easy to guess: leave out common words, repetitions, your name and email.',
    }
  }
  if (password.length >= 20) return { score: 4, word: 'Strong', advice: 'Long and hard to guess.' }
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length
  const score = Math.min(4, 1 + (password.length >= 16 ? 1 : 0) + Math.ceil(kinds / 2))
  if (score <= 2)
    return { score: 2, word: 'Fair', advice: 'A few more words or characters make it much stronger.' }
  return score === 3
    ? { score, word: 'Good', advice: 'Good enough; longer is better still.' }
    : { score, word: 'Strong', advice: 'Long and hard to guess.' }
}

function holdsPersonal(password: string, personal: readonly string[]): boolean {
  const lower = password.toLowerCase()
  const words = personal.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
  return words.some((word) => word.length >= 4 && lower.includes(word))
}
