// Loading returns through the form, in a browser without scripts, and what it shows to whom.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { open } from './browser.mjs'
import { files, load } from './made-up.mjs'
import { start } from './server.mjs'

let server
let browser
let context
let page

before(async () => {
  server = await start()
  browser = await open()
  context = await browser.chromium.newContext({ javaScriptEnabled: false })
  page = await context.newPage()
})

after(async () => {
  await context?.close()
  await browser?.close()
  server?.stop()
})

const heading = () => page.locator('h1').innerText()

test('files are chosen, read and shown', async () => {
  await page.goto(`${server.url}/data`)
  assert.equal(await heading(), 'No returns are loaded')
  await page.getByLabel('Whose returns are these?').selectOption('805')
  const chosen = Object.entries(files(200))
    .filter(([name]) => !name.includes('/'))
    .map(([name, text]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) }))
  await page.getByLabel('Files', { exact: true }).setInputFiles(chosen)
  await page.getByRole('button', { name: 'Read these files' }).click()
  await page.locator('h1', { hasNotText: 'being read' }).waitFor({ timeout: 60_000 })
  assert.match(await heading(), /^1 file of Hartlepool speaks of \d+ children, \d+ \w+ 2018 to \d+ March 2025$/)
})

test('small numbers are withheld until somebody states to work inside', async () => {
  await page.goto(`${server.url}/journeys/child`)
  assert.equal(await heading(), 'This is shown inside the authority only')
  await page.getByRole('link', { name: 'Say that I work inside this authority' }).click()
  await page.getByRole('button', { name: 'State this, and show everything' }).click()
  await page.goto(`${server.url}/journeys/child`)
  assert.match(await heading(), /^Which child/)
  await page.locator('main ul.govuk-list a').first().click()
  assert.match(await heading(), /^Child [0-9a-f]{8}: /)
  const other = await (await browser.chromium.newContext()).newPage()
  await other.goto(`${server.url}/journeys/child`)
  assert.equal(await other.locator('h1').innerText(), 'This is shown inside the authority only')
  await other.context().close()
})

test('a choice of children is an address, and changes the page and its files', async () => {
  await page.goto(`${server.url}/journeys`)
  const all = await heading()
  await page.getByLabel('Heaviest position so far').selectOption('protection plan')
  await page.getByRole('button', { name: 'Apply filters' }).click()
  assert.match(page.url(), /reached=protection\+plan/)
  assert.notEqual(await heading(), all)
  await page.locator('figure#positions-now summary').click()
  const href = await page.locator('figure#positions-now a', { hasText: 'JSON' }).getAttribute('href')
  const table = await (await page.request.get(server.url + href)).json()
  const row = table.rows.find((r) => r.position === 'protection plan')
  assert.ok((await heading()).startsWith(`Of the ${row.heaviest.toLocaleString('en-GB')} children chosen`))
  await page.getByRole('link', { name: /^Remove/ }).click()
  assert.equal(await heading(), all)
})

test('what lies ahead rests on own rates until published ones are asked for', async () => {
  await load(server.url, 300)
  const ready = () => page.locator('h1', { hasNotText: 'being computed' }).waitFor({ timeout: 60_000 })
  const banner = () => page.locator('main .govuk-inset-text').first().innerText()
  await page.goto(`${server.url}/authority/805/ahead`)
  await ready()
  assert.match(await banner(), /^Rates counted from your returns, 202\d to 202\d\./)
  const own = await heading()
  await page.getByRole('link', { name: 'use published rates' }).click()
  await ready()
  assert.match(await banner(), /^Published rates\./)
  assert.notEqual(await heading(), own)
  await page.getByRole('link', { name: 'What if', exact: true }).click()
  await page.getByRole('button', { name: 'Show what it would change' }).click()
  await ready()
  assert.match(page.url(), /rates=published/, 'a form keeps the choice')
  assert.match(await banner(), /^Published rates\./)
  await page.getByRole('link', { name: /^Use rates counted/ }).click()
  await ready()
  assert.match(await banner(), /^Rates counted from your returns/)
  assert.match(page.url(), /service\.places/, 'the scenario stays')
})

test('positions follow the rules that are chosen', async () => {
  await page.goto(`${server.url}/journeys`)
  await page.getByLabel('Positions', { exact: true }).selectOption('statutory')
  await page.getByRole('button', { name: 'Apply filters' }).click()
  assert.match(page.url(), /precedence=statutory/)
  assert.match(await page.locator('.hw-chosen').innerText(), /Statutory \(early help is left out/)
})

test('all children can be reached page by page', async () => {
  await page.goto(`${server.url}/journeys/child`)
  const codes = () => page.locator('main ul.govuk-list a').allInnerTexts()
  const first = await codes()
  await page.getByRole('link', { name: /^Next page/ }).click()
  const second = await codes()
  assert.equal(new Set([...first, ...second]).size, 50)
})

test('the data can be removed', async () => {
  await page.goto(`${server.url}/data`)
  await page.getByRole('button', { name: 'Remove this data' }).click()
  assert.equal(await heading(), 'No returns are loaded')
})
