import { PageSkeleton } from '@rollcall/ui'
import { BrandMark } from './brand-mark.tsx'
import classes from './frame-skeleton.module.css'

/** The frame before it is known who is signed in: its bars in place, so that nothing moves when it comes. */
export function FrameSkeleton() {
  return (
    <div className={classes.frame}>
      <div className={classes.header}>
        <BrandMark />
        <span className={classes.name}>Rollcall</span>
      </div>
      <div className={classes.nav} />
      <main className={classes.main}>
        <PageSkeleton shape="cards" />
      </main>
    </div>
  )
}
