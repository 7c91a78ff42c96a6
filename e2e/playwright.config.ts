import { defineConfig, type LaunchOptions } from '@playwright/test'
import { browserArgs, ensureBrowser, withOwnEnv } from './ensure-browser.mjs'

const browser = await ensureBrowser()
const launchOptions: LaunchOptions = {
  args: browserArgs,
  ...(browser.executablePath && { executablePath: browser.executablePath }),
  ...(browser.env && { env: withOwnEnv(browser.env) }),
}
const onPhones = /phone\.spec\.ts/
/** What differs between the engines most: first start, plans, streams. Everything else runs on the embedded one alone. */
const onBothEngines = /(first-run|wizard-mapping|reload-during-run)\.spec\.ts/
/** Two processes need a database that takes both. */
const onPostgresAlone = /two-servers\.spec\.ts/
const desktop = { viewport: { width: 1360, height: 860 } }

/** Each file boots the real server with an emulated directory; see fixtures.ts. */
export default defineConfig<object, { engine: 'embedded' | 'postgres' }>({
  testDir: '.',
  outputDir: './test-results',
  globalSetup: './global-setup.ts',
  workers: 2,
  retries: 0,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    headless: true,
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    launchOptions,
    locale: 'en-US',
    timezoneId: 'UTC',
    contextOptions: { reducedMotion: 'reduce' },
    trace: { mode: 'retain-on-failure', screenshots: false, sources: false, snapshots: true },
  },
  projects: [
    { name: 'desktop', testIgnore: [onPhones, onPostgresAlone], use: desktop },
    {
      name: 'phone',
      testMatch: onPhones,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
    ...(process.env['TEST_DATABASE_URL']
      ? [
          {
            name: 'postgres',
            testMatch: [onBothEngines, onPostgresAlone],
            use: { ...desktop, engine: 'postgres' as const },
          },
        ]
      : []),
  ],
})
