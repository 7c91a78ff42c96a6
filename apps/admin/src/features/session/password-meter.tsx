import { toPasswordStrength } from './password-strength.ts'
import classes from './password-meter.module.css'

const TONES = ['neutral', 'danger', 'warning', 'success', 'success'] as const

/** Four bars, a word and one piece of advice, updated as the password is typed. */
export function PasswordMeter({ password, personal }: { password: string; personal: readonly string[] }) {
  const { score, word, advice } = toPasswordStrength(password, personal)
  return (
    <div className={classes.root} data-tone={TONES[score]}>
      <div className={classes.bars} aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <span key={step} className={classes.bar} data-filled={step <= score || undefined} />
        ))}
      </div>
      <output className={classes.text}>
        {password === ''
          ? 'At least 12 characters. Several random words are easy to remember.'
          : `${word}. ${advice}`}
      </output>
    </div>
  )
}
