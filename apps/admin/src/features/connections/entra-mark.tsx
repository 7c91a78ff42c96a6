import { Building2 } from 'lucide-react'
import classes from './entra-mark.module.css'

/** Stands for a Microsoft tenant; a neutral sign, since the product's own logo is a trademark. */
export function EntraMark() {
  return (
    <span className={classes.mark}>
      <Building2 size={20} aria-hidden />
    </span>
  )
}
