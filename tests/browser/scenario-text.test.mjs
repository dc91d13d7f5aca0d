// Scenarios as text: worked ones, those that are typed, by keyboard and without scripts.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { opened, ready } from './browser.mjs'

const WHAT_IF = '/authority/805/what-if'

const { address, window } = opened()

const text = (page) => page.getByLabel('Scenario as text')
const run = (page) => page.getByRole('button', { name: 'Run this text' })

test('a worked scenario runs, and its text can be changed and run again', async () => {
  await window(async (page) => {
    await page.goto(address(WHAT_IF))
    await page.getByRole('link', { name: 'Early help cut by 30%' }).click()
    await ready(page)
    assert.match(await page.locator('h1').innerText(), /^Early help cut by 30% would /)
    const places = () => page.getByRole('region', { name: /services that are cut/ }).locator('tbody td').nth(5).innerText()
    assert.equal(await places(), '200')
    const typed = await text(page).inputValue()
    assert.match(typed, /# Assumption: 200 of the places of today\./)
    await text(page).fill(typed.replace('places = 200', 'places = 150'))
    await run(page).click()
    await ready(page)
    assert.equal(await places(), '150')
    assert.match(page.url(), /\/what-if\?text=/, 'the address holds the scenario')
    const again = page.url()
    await page.goto(again)
    await ready(page)
    assert.equal(await places(), '150')
    assert.match(await text(page).inputValue(), /# Assumption: 200 of the places of today\./, 'comments stay')
  })
})

test('the page says how services are used, what effects rest on, and whether draws are enough', async () => {
  await window(async (page) => {
    await page.goto(address(`${WHAT_IF}?worked=residential-sufficiency`))
    await ready(page)
    const services = page.getByRole('region', { name: /services that open/ })
    assert.match(await services.innerText(), /Reunification team/)
    assert.match(await page.locator('#parts + p + ul, #parts + ul').innerText(), /Specialist foster carers: from .* live in /)
    assert.match(await page.locator('#draws').innerText(), /^200 draws are (enough|few) here: /)
    await page.goto(address(`${WHAT_IF}?worked=cut-early-help`))
    await ready(page)
    const track = page.getByRole('region', { name: /early and late budget/ })
    assert.deepEqual(await track.locator('tbody th').allInnerTexts(), ['2026-27', '2027-28'])
  })
})

test('the twin track states what the ledger holds, and the steps between', async () => {
  await window(async (page) => {
    await page.goto(address(`${WHAT_IF}?worked=cut-early-help`))
    await ready(page)
    const year = page.getByRole('region', { name: /early and late budget/ }).locator('tbody tr').last()
    const [planned, spent, differs] = (await year.locator('td').allInnerTexts()).slice(2, 5)
    assert.equal(planned, spent)
    assert.equal(differs, '£0')
    await page.getByRole('link', { name: 'Who pays, who gains' }).last().click()
    await ready(page)
    const steps = page.locator('details:has(> summary:has-text("From plan to ledger"))')
    await steps.locator('summary').click()
    const row = steps.locator('tbody tr', { hasText: '2027-28' }).filter({ hasText: 'Spent in the run' })
    assert.equal(await row.locator('td').last().innerText(), spent)
  })
})

test('what is wrong with a text is named and linked to it, and the text stays', async () => {
  await window(async (page) => {
    await page.goto(address(`${WHAT_IF}?worked=luton-hubs`))
    await ready(page)
    const typed = (await text(page).inputValue()).replace('version = 2', 'version = 2\ncolour = "red"')
    await text(page).fill(typed)
    await run(page).click()
    const link = page.locator('.govuk-error-summary a')
    assert.match(await link.innerText(), /^colour: “red” was given, expected /)
    await link.click()
    assert.match(page.url(), /#text$/)
    assert.equal((await text(page).inputValue()).trim(), typed.trim())
    assert.equal(await page.locator('#differences').count(), 0, 'no result is shown')
    assert.match(await page.title(), /^Error: /)
  })
})

test('a text can be written, sent and put right by keyboard alone', async () => {
  await window(async (page) => {
    await page.goto(address(WHAT_IF))
    await text(page).focus()
    await page.keyboard.press('Control+A')
    await page.keyboard.type('version = 2')
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Run this text')
    await page.keyboard.press('Enter')
    // The summary of errors takes the focus once the page's script has run; its first link is the
    // next stop and leads to the text.
    await page.locator('.govuk-error-summary:focus').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('#text:focus').waitFor()
  }, true)
})

test('the form leads on to its text, with the same result', async () => {
  await window(async (page) => {
    await page.goto(address(WHAT_IF))
    await page.getByRole('button', { name: 'Show what it would change' }).click()
    await ready(page)
    const title = await page.locator('h1').innerText()
    const figures = await page.locator('#differences table').last().textContent()
    await page.getByRole('link', { name: 'Go on with this scenario as text' }).click()
    await ready(page)
    assert.equal(await page.locator('h1').innerText(), title)
    assert.equal(await page.locator('#differences table').last().textContent(), figures)
    await page.getByRole('link', { name: 'What if it does nothing?' }).click()
    await ready(page)
    assert.match(await page.locator('h1').innerText(), /would leave the number of children looked after/)
  })
})

test('the keys are explained where the text is written', async () => {
  await window(async (page) => {
    await page.goto(address(WHAT_IF))
    await page.getByRole('link', { name: 'What each key means' }).click()
    await page.getByRole('link', { name: '[[service.effect]]' }).click()
    assert.match(page.url(), /#service-effect$/)
    assert.ok(await page.getByRole('rowheader', { name: 'rate_ratio', exact: true }).first().isVisible())
  })
})
