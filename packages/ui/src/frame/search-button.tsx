import { UnstyledButton } from '@mantine/core'
import { Search } from 'lucide-react'
import { Kbd, modifierKey } from '../text/kbd.tsx'
import classes from './search-button.module.css'

export interface SearchButtonProps {
  onOpen: () => void
  label?: string
}

/** Looks like a search field and opens the command palette; an icon on a phone. */
export function SearchButton({ onOpen, label = 'Search or run a command' }: SearchButtonProps) {
  return (
    <UnstyledButton className={classes.root} onClick={onOpen} aria-label={label}>
      <Search size={16} aria-hidden />
      <span className={classes.label}>{label}</span>
      <span className={classes.key} aria-hidden="true">
        <Kbd>{modifierKey()}K</Kbd>
      </span>
    </UnstyledButton>
  )
}
