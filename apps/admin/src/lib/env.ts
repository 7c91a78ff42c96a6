/** The console is served by the API itself (in development through Vite's proxy), so every address is relative. */
export const env = { trpcUrl: '/trpc', authUrl: '/auth' } as const

/** Every request that changes something carries this header; a form on another site cannot set it. */
export const CSRF_HEADERS = { 'x-csrf': '1' } as const
