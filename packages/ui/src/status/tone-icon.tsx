import { CircleCheck, CircleDot, CircleX, Info, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { Tone } from '../theme/palette.ts'

/** The standing icon of each tone, so that state is never told by colour alone. */
export const toneIcons: Record<Tone, LucideIcon> = {
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleX,
  info: Info,
  neutral: CircleDot,
}
