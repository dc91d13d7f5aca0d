// Starts a browser with a home of its own, and the program beside it, and cleans up after them.

import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before } from 'node:test'
import { fileURLToPath } from 'node:url'

import { start } from './server.mjs'

const here = dirname(fileURLToPath(import.meta.url))

/** Finds the modules that the tests need among those of the front end. */
export const require = createRequire(join(here, '..', '..', 'frontend', 'package.json'))

const ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--hide-scrollbars'
]

/** Resolves to { chromium, close }. */
export async function open() {
  const profile = mkdtempSync(join(tmpdir(), 'headwater-browser-'))
  const { chromium } = require('playwright-core')
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [...ARGS, `--disk-cache-dir=${join(profile, 'cache')}`],
    env: { ...process.env, HOME: profile, XDG_CONFIG_HOME: profile, XDG_CACHE_HOME: profile }
  })
  return {
    chromium: browser,
    close: async () => {
      await browser.close()
      rmSync(profile, { recursive: true, force: true })
    }
  }
}

/**
 * Starts the program and a browser before the tests of a file, and stops them afterwards.
 *
 * Returns `address(path)`, where the program answers, and `window(look, javaScriptEnabled)`, which hands a page to a
 * function in a window of its own, without scripts unless asked for, and closes it.
 */
export function opened() {
  let server
  let browser
  before(async () => {
    server = await start()
    browser = await open()
  })
  after(async () => {
    await browser?.close()
    server?.stop()
  })
  const window = async (look, javaScriptEnabled = false) => {
    const context = await browser.chromium.newContext({ javaScriptEnabled })
    try {
      await look(await context.newPage())
    } finally {
      await context.close()
    }
  }
  return { address: (path) => server.url + path, window }
}

/** Waits until the figures are computed: the page asks again by itself, without scripts too. */
export async function ready(page) {
  await page.locator('h1', { hasNotText: 'being computed' }).waitFor({ timeout: 120_000 })
  await page.locator('#preview').waitFor({ state: 'detached', timeout: 120_000 })
}
