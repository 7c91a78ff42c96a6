// Finds a Chromium for the browser tests, or fetches one, and remembers it, so that only the first run has to search.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium } from '@playwright/test'

/**
 * How to start the browser. Without a path, Playwright starts its own.
 * @typedef {{ executablePath?: string, env?: Record<string, string> }} Browser
 */

const FETCHED = '@sparticuz/chromium'
const FETCHED_VERSION = '153.0.0'
const MINUTE = 60_000
const cacheDir = fileURLToPath(new URL('../node_modules/.cache/browser/', import.meta.url))
const answerFile = join(cacheDir, 'answer.json')
/** Chromium's sandbox does not work for root; everybody else keeps it. */
const isRoot = process.getuid?.() === 0
export const browserArgs = isRoot ? ['--no-sandbox'] : []

/**
 * The first browser that really starts. Throws a sentence that says what to do when there is none.
 * @returns {Promise<Browser>}
 */
export async function ensureBrowser() {
  const named = process.env['PW_CHROMIUM']
  if (named) return { executablePath: named }
  const remembered = readAnswer()
  if (remembered) return remembered
  for (const find of [findOwn, findInstalled, installOwn, fetchPackage, installWithApt]) {
    for (const browser of find()) {
      if (await starts(browser)) return remember(browser)
    }
  }
  throw new Error(
    'The browser tests need Chromium, and none could be found or fetched: run "npx playwright install --with-deps chromium", or name one in PW_CHROMIUM.',
  )
}

/** @returns {Browser[]} */
function findOwn() {
  return [{}]
}

/** @returns {Browser[]} */
function findInstalled() {
  const names = ['chromium', 'chromium-headless-shell', 'google-chrome', 'google-chrome-stable', 'msedge']
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...paths, ...usualPlaces()].filter(existsSync).map((executablePath) => ({ executablePath }))
}

/** Chrome and Edge where macOS and Windows put them, which is on no PATH. */
function usualPlaces() {
  const windows = [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']]
  return [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ...windows.flatMap((folder) =>
      folder
        ? [
            join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
            join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
          ]
        : [],
    ),
  ]
}

/** @returns {Browser[]} */
function installOwn() {
  const cli = join(createRequire(import.meta.url).resolve('@playwright/test/package.json'), '..', 'cli.js')
  const done = runQuietly(process.execPath, [cli, 'install', '--only-shell', 'chromium'], 5 * MINUTE)
  return done ? [{}] : []
}

/**
 * A Chromium from the npm registry. Slim images lack its libraries; with the second setting it brings its own.
 * @returns {Browser[]}
 */
function fetchPackage() {
  if (process.platform !== 'linux') return []
  const unpackDir = join(cacheDir, `unpacked-${FETCHED_VERSION}`)
  mkdirSync(unpackDir, { recursive: true })
  const npm = ['i', '--no-save', '--no-audit', '--no-fund', '--prefix', cacheDir]
  if (!runQuietly('npm', [...npm, `${FETCHED}@${FETCHED_VERSION}`], 5 * MINUTE)) return []
  const settings = [{}, { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' }]
  return settings.flatMap((setting) => unpack({ TMPDIR: unpackDir, ...setting }))
}

/**
 * @param {Record<string, string>} env
 * @returns {Browser[]}
 */
function unpack(env) {
  const entry = pathToFileURL(createRequire(join(cacheDir, 'here.js')).resolve(FETCHED)).href
  const script = `const { default: chromium } = await import(${JSON.stringify(entry)})
const executablePath = await chromium.executablePath()
console.log(JSON.stringify({ executablePath, libraries: process.env.LD_LIBRARY_PATH ?? '' }))`
  const result = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: MINUTE,
  })
  if (result.status !== 0) return []
  const { executablePath, libraries } = JSON.parse(result.stdout)
  return [libraries ? { executablePath, env: { LD_LIBRARY_PATH: libraries } } : { executablePath }]
}

/** @returns {Browser[]} */
function installWithApt() {
  if (process.platform !== 'linux' || !isRoot) return []
  const install = ['install', '-y', '--no-install-recommends', 'chromium-headless-shell']
  if (!runQuietly('apt-get', ['update'], 5 * MINUTE) || !runQuietly('apt-get', install, 5 * MINUTE)) return []
  return findInstalled()
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {number} timeout
 */
function runQuietly(command, args, timeout) {
  return spawnSync(command, args, { stdio: 'ignore', timeout }).status === 0
}

/**
 * Being there is not enough: a library may be missing, or the version may be too old.
 * @param {Browser} browser
 */
async function starts({ executablePath, env }) {
  try {
    const running = await chromium.launch({
      args: browserArgs,
      ...(executablePath && { executablePath }),
      ...(env && { env: withOwnEnv(env) }),
    })
    await running.close()
    return true
  } catch {
    return false
  }
}

/**
 * @param {Record<string, string>} env
 * @returns {Record<string, string>}
 */
export function withOwnEnv(env) {
  const own = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
  return { ...Object.fromEntries(own), ...env }
}

/** @returns {Browser | null} */
function readAnswer() {
  try {
    const { playwright, browser } = JSON.parse(readFileSync(answerFile, 'utf8'))
    if (playwright !== chromium.executablePath()) return null
    return browser.executablePath === undefined || existsSync(browser.executablePath) ? browser : null
  } catch {
    return null
  }
}

/**
 * Playwright's own path names its version, so that an update searches again.
 * @param {Browser} browser
 */
function remember(browser) {
  mkdirSync(cacheDir, { recursive: true })
  writeFileSync(answerFile, `${JSON.stringify({ playwright: chromium.executablePath(), browser })}\n`)
  return browser
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { executablePath } = await ensureBrowser()
    process.stdout.write(`The browser tests use ${executablePath ?? "Playwright's own Chromium"}.\n`)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
