import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { useState, type ReactNode } from 'react'
import { cssVariablesResolver } from './css-variables.ts'
import { theme } from './theme.ts'
import { NavigateContext, type Navigate } from './ui-link.tsx'

export interface UiProviderProps {
  children: ReactNode
  /** Called with an address that starts with `/` when a link inside the application is followed. */
  navigate?: Navigate
  /** Key under which the chosen colour scheme is remembered in this browser. */
  storageKey?: string
  /** `test` turns transitions and portals off. */
  env?: 'default' | 'test'
}

/** Theme, dialogs, notifications and link handling for everything below it. Put it once at the root. */
export function UiProvider({
  children,
  navigate,
  storageKey = 'color-scheme',
  env = 'default',
}: UiProviderProps) {
  const [colorSchemeManager] = useState(() => localStorageColorSchemeManager({ key: storageKey }))
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
      env={env}
    >
      <NavigateContext value={navigate}>
        <ModalsProvider>{children}</ModalsProvider>
        <Notifications position="bottom-right" autoClose={6000} limit={4} />
      </NavigateContext>
    </MantineProvider>
  )
}
