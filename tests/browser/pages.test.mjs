// Each page in a browser: accessible, narrow, without scripts, without complaints.

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { open, require } from './browser.mjs'
import { load } from './made-up.mjs'
import { paths } from './paths.mjs'
import { start } from './server.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const screenshots = join(here, 'screenshots')

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

let server
let empty
let browser

before(async () => {
  mkdirSync(screenshots, { recursive: true })
  server = await start()
  empty = await start()
  browser = await open()
  await load(server.url, 300)
  // Figures of an authority are computed when it is first asked for.
  for (const entry of paths.filter((e) => !e.empty)) await computed(entry.path)
})

after(async () => {
  await browser?.close()
  server?.stop()
  empty?.stop()
})

/** Asks for a page until it no longer says that its figures are being computed. */
async function computed(path) {
  for (let tries = 0; tries < 120; tries += 1) {
    const text = await (await fetch(server.url + path)).text()
    if (!text.includes('being computed')) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error(`${path} was not computed within a minute`)
}

/** Opens a page in a window of its own and hands it, with what the browser complained of, to a function. */
async function visit({ path, status = 200, inside, empty: bare }, options, look) {
  const context = await browser.chromium.newContext(options)
  const url = (bare ? empty : server).url
  try {
    if (inside) await context.addCookies([{ name: 'headwater-inside', value: 'yes', url }])
    const page = await context.newPage()
    const complaints = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => {
      // The browser reports the status of an error page as a failed load of the page itself.
      const own = status !== 200 && message.location().url === url + path
      if (message.type() === 'error' && !own) complaints.push(message.text())
    })
    const response = await page.goto(url + path, { waitUntil: 'load' })
    assert.equal(response.status(), status)
    await look(page, complaints)
  } finally {
    await context.close()
  }
}

/** Runs in the browser: what is wrong with the drawings that are shown. */
function drawingFaults(drawings) {
  const faults = []
  const shown = drawings.filter((svg) => svg.getBoundingClientRect().width > 0)
  const names = drawings.map((svg) => svg.querySelector('title').id.replace('-narrow', ''))
  const shownNames = shown.map((svg) => svg.querySelector('title').id.replace('-narrow', ''))
  for (const name of new Set(names)) {
    const times = shownNames.filter((other) => other === name).length
    if (times !== 1) faults.push(`${name} is shown ${times} times`)
  }
  for (const svg of shown) {
    const sheet = svg.getBoundingClientRect()
    const scale = sheet.width / svg.viewBox.baseVal.width
    const texts = [...svg.querySelectorAll('text')].map((text) => ({
      words: text.textContent, size: Number(text.getAttribute('font-size')) * scale, box: text.getBBox()
    }))
    for (const { words, size, box } of texts) {
      if (size < 14) faults.push(`"${words}" is ${size.toFixed(1)} pixels high`)
      if (box.x < -1 || box.x + box.width > svg.viewBox.baseVal.width + 1) faults.push(`"${words}" leaves the sheet`)
    }
    texts.forEach((a, n) => texts.slice(n + 1).forEach((b) => {
      const across = Math.min(a.box.x + a.box.width, b.box.x + b.box.width) - Math.max(a.box.x, b.box.x)
      const down = Math.min(a.box.y + a.box.height, b.box.y + b.box.height) - Math.max(a.box.y, b.box.y)
      if (across > 1 && down > 3) faults.push(`"${a.words}" and "${b.words}" cover each other`)
    }))
  }
  return faults
}

for (const entry of paths) {
  const words = `${entry.path} (${entry.name})`

  test(`${words} has no accessibility faults, at desk and telephone width`, async () => {
    for (const width of [1280, 390]) {
      // axe is put in by the test; the page's own policy would refuse it.
      await visit(entry, { viewport: { width, height: 900 }, bypassCSP: true }, async (page) => {
        for (const closed of await page.$$('details:not([open])')) await closed.evaluate((d) => { d.open = true })
        await page.evaluate(axe)
        const { violations } = await page.evaluate(
          (values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), STANDARDS)
        const told = violations.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.map((n) => n.html).join('\n  ')}`)
        assert.deepEqual(told, [], `at ${width} pixels`)
      })
    }
  })

  test(`${words} fits 320 pixels, with all details open`, async () => {
    await visit(entry, { viewport: { width: 320, height: 800 } }, async (page) => {
      for (const closed of await page.$$('details:not([open])')) await closed.evaluate((d) => { d.open = true })
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      assert.ok(width <= 320, `the page is ${width} pixels wide`)
    })
  })

  test(`${words} has one h1, a title, and a table behind each chart`, async () => {
    await visit(entry, { viewport: { width: 1280, height: 900 } }, async (page) => {
      assert.equal(await page.locator('h1').count(), 1)
      const heading = (await page.locator('h1').innerText()).trim()
      assert.ok((await page.title()).includes(heading), 'the title names the page')
      const bare = await page.$$eval('svg[role=img]', (drawings) => drawings
        .filter((svg) => {
          const table = svg.closest('figure')?.querySelector('table')
          return !table || !(svg.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING)
        })
        .map((svg) => svg.querySelector('title')?.textContent))
      assert.deepEqual(bare, [])
      const ids = await page.$$eval('[id]', (elements) => elements.map((element) => element.id))
      assert.deepEqual(ids.filter((id, n) => ids.indexOf(id) !== n), [], 'ids are unlike')
    })
  })

  test(`${words} shows each chart once, in text of at least 14 pixels, none over another`, async () => {
    for (const width of [320, 390, 768, 1024, 1280]) {
      await visit(entry, { viewport: { width, height: 900 } }, async (page) => {
        const faults = await page.$$eval('svg[role=img]', drawingFaults)
        assert.deepEqual(faults, [], `at ${width} pixels`)
      })
    }
  })

  test(`${words} gives the browser nothing to complain of`, async () => {
    await visit(entry, { viewport: { width: 1280, height: 900 } }, async (page, complaints) => {
      await page.waitForLoadState('networkidle')
      assert.deepEqual(complaints, [])
      const foreign = await page.evaluate(() => performance.getEntriesByType('resource').map((r) => r.name))
      assert.deepEqual(foreign.filter((name) => !name.startsWith((entry.empty ? empty : server).url)), [])
    })
  })

  test(`${words} works without scripts`, async () => {
    await visit(entry, { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false }, async (page) => {
      assert.ok(await page.locator('h1').isVisible())
      for (const link of await page.locator('nav a').all()) assert.ok(await link.isVisible())
      const summary = page.locator('main summary').first()
      if (await summary.count()) {
        await summary.click()
        assert.ok(await page.locator('main details').first().getAttribute('open') !== null)
      }
    })
  })

  test(`${words} is photographed`, async () => {
    for (const width of [1280, 390]) {
      await visit(entry, { viewport: { width, height: 900 } }, async (page) => {
        await page.screenshot({ path: join(screenshots, `${entry.name}-${width}.png`), fullPage: true })
      })
    }
  })
}
