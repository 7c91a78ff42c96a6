import { Spotlight } from '@mantine/spotlight'
import { Search } from 'lucide-react'
import { useState } from 'react'
import '@mantine/spotlight/styles.css'
import { useCommands } from './use-commands.tsx'
import { useFoundPeople } from './use-found-people.tsx'

/** Every page and main action by name, and people by name or email. Opens with ⌘K or Ctrl K. */
export function CommandPalette() {
  const [query, setQuery] = useState('')
  const people = useFoundPeople(query)
  const commands = useCommands()
  return (
    <Spotlight
      actions={[...people, ...commands]}
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      nothingFound="Nothing has this name. Try part of a page's name, or of a person's name or email."
      scrollable
      maxHeight={440}
      scrollAreaProps={{
        viewportProps: { tabIndex: 0, role: 'group', 'aria-label': 'Pages, actions and people' },
      }}
      searchProps={{
        leftSection: <Search size={18} aria-hidden />,
        placeholder: 'Search pages, actions and people',
        'aria-label': 'Search pages, actions and people',
      }}
    />
  )
}
