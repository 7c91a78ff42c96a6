import { cleanup, configure, render, type RenderResult } from '@testing-library/react'
import type { ReactElement } from 'react'
import { UiProvider, type UiProviderProps } from './theme/ui-provider.tsx'

export { fireEvent, screen, within } from '@testing-library/react'

// A busy machine may need long for one render; waiting ends as soon as the element is there.
configure({ asyncUtilTimeout: 10_000 })

/** What the design system asks of a browser and jsdom does not have. Screens count as wide. */
function fillBrowserGaps() {
  window.matchMedia ??= (query) => ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: ignore,
    removeEventListener: ignore,
    addListener: ignore,
    removeListener: ignore,
    dispatchEvent: () => false,
  })
  window.ResizeObserver ??= class {
    observe = ignore
    unobserve = ignore
    disconnect = ignore
  }
}

function ignore() {
  return undefined
}

/** Renders inside `UiProvider` with transitions and portals off; what an earlier test rendered is removed first. */
export function renderUi(
  element: ReactElement,
  options: Pick<UiProviderProps, 'navigate'> = {},
): RenderResult {
  fillBrowserGaps()
  cleanup()
  return render(element, {
    wrapper: ({ children }) => (
      <UiProvider env="test" navigate={options.navigate}>
        {children}
      </UiProvider>
    ),
  })
}
