// The form of a scenario in a browser without scripts, and files that hold the figures of the page.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { opened, ready } from './browser.mjs'
import { scenario } from './paths.mjs'

const WHAT_IF = '/authority/805/what-if'

const { address, window } = opened()

const field = (page, key) => page.locator(`form.hw-form [name="${key}"]`)

test('more places change the result', async () => {
  await window(async (page) => {
    await page.goto(address(WHAT_IF))
    const table = async (places) => {
      await field(page, 'service.places').fill(places)
      await page.getByRole('button', { name: 'Show what it would change' }).click()
      await ready(page)
      assert.equal(await field(page, 'service.places').inputValue(), places)
      return page.locator('#differences table').last().textContent()
    }
    assert.notEqual(await table('20'), await table('120'))
  })
})

test('what is wrong is named, linked to its field, and kept', async () => {
  await window(async (page) => {
    await page.goto(address(WHAT_IF))
    await field(page, 'service.places').fill('sixty')
    await field(page, 'effect.ratio').fill('2')
    await page.getByRole('button', { name: 'Show what it would change' }).click()
    const links = page.locator('.govuk-error-summary a')
    assert.deepEqual(await links.evaluateAll((all) => all.map((a) => a.getAttribute('href'))),
      ['#service.places', '#effect.ratio'])
    assert.match(await links.first().innerText(), /^Places: .*sixty.* expected a whole number/)
    assert.equal(await field(page, 'service.places').inputValue(), 'sixty')
    assert.equal(await page.locator('#differences').count(), 0, 'no result is shown')
    assert.match(await page.title(), /^Error: /)
  })
})

test('a service bigger than its need is warned of, here and where it is paid for', async () => {
  await window(async (page) => {
    for (const tab of ['what-if', 'who-pays']) {
      await page.goto(address(`/authority/805/${tab}?${scenario({ 'service.places': '600' })}`))
      await ready(page)
      const warning = page.locator('.govuk-warning-text', { hasText: 'bigger than the need it serves' })
      assert.match(await warning.innerText(), /it has 600 places, \d+\.\d times as many as would be used/)
    }
  })
})

test('an effect of nothing changes nothing', async () => {
  await window(async (page) => {
    await page.goto(address(`${WHAT_IF}?${scenario()}`))
    await ready(page)
    await page.getByRole('link', { name: 'What if it does nothing?' }).click()
    await ready(page)
    assert.match(await page.locator('h1').innerText(), /would leave the number of children looked after/)
  })
})

test('the ledger as a file holds the figures of the page', async () => {
  await window(async (page) => {
    await page.goto(address(`/authority/805/who-pays?${scenario()}`))
    await ready(page)
    const ledger = page.locator('details', { hasText: 'Ledger: who pays' })
    await ledger.locator('summary').click()
    const shown = await ledger.locator('tbody tr').evaluateAll((rows) => rows
      .map((row) => [...row.children].map((cell) => cell.textContent.trim().replaceAll(',', ''))))
    const href = await ledger.locator('a', { hasText: 'CSV' }).getAttribute('href')
    const response = await page.request.get(address(href))
    assert.match(response.headers()['content-disposition'], /filename="hartlepool-ledger\.csv"/)
    const lines = (await response.text()).trim().split('\r\n').slice(1)
    assert.deepEqual(lines.map((line) => line.split(',').map((cell) => cell.replace(/^'-/, '-'))), shown)
  })
})
