import { ActionIcon, Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Menu } from 'lucide-react'
import type { ReactNode } from 'react'
import { UiLink } from '../theme/ui-link.tsx'
import classes from './app-frame.module.css'
import { AppNav, type NavSection } from './app-nav.tsx'

export interface Brand {
  name: string
  href: string
  /** Square logo, 32 px. */
  logo?: ReactNode
  /** A word beside the name, for example for a demo. */
  badge?: ReactNode
}

export interface AppFrameProps {
  brand: Brand
  nav: readonly NavSection[]
  /** Pinned to the end of the navigation, for example running work. */
  navBottom?: ReactNode
  /** Search button slot, see `SearchButton`. */
  search?: ReactNode
  /** Small buttons before the user menu, for example `ThemeSwitch`. */
  tools?: ReactNode
  /** See `UserMenu`. */
  userMenu?: ReactNode
  children: ReactNode
}

/** Top bar, left navigation and main area. Under 768 px the navigation moves into a drawer. */
export function AppFrame({ brand, nav, navBottom, search, tools, userMenu, children }: AppFrameProps) {
  const [opened, { open, close }] = useDisclosure(false)
  const navigation = (onFollow?: () => void) => (
    <>
      <AppNav sections={nav} onFollow={onFollow} />
      {navBottom ? <div className={classes.navBottom}>{navBottom}</div> : null}
    </>
  )
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#main">
        Skip to content
      </a>
      <header className={classes.header}>
        <ActionIcon
          className={classes.burger}
          size={34}
          aria-label="Open navigation"
          aria-expanded={opened}
          onClick={open}
        >
          <Menu size={20} aria-hidden />
        </ActionIcon>
        <BrandLink brand={brand} />
        <div className={classes.tools}>
          {search}
          {tools}
          {userMenu}
        </div>
      </header>
      <aside className={classes.nav}>{navigation()}</aside>
      <Drawer opened={opened} onClose={close} title={brand.name} size={280} padding="xs">
        {navigation(close)}
      </Drawer>
      <main id="main" className={classes.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}

function BrandLink({ brand }: { brand: Brand }) {
  return (
    <div className={classes.brand}>
      <UiLink href={brand.href} className={classes.brandLink}>
        {brand.logo ? <span className={classes.logo}>{brand.logo}</span> : null}
        <span className={classes.name}>{brand.name}</span>
      </UiLink>
      {brand.badge ? <span className={classes.badge}>{brand.badge}</span> : null}
    </div>
  )
}
