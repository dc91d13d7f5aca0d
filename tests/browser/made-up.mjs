// Returns of a made-up authority, the same every time: SSDA903 headers and episodes by year, and an event file.

/** Numbers from 0 to 1 that look like chance. */
function dice(seed) {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const DAY = 86_400_000
const FIRST = 2019
const LAST = 2025
const start = Date.UTC(FIRST - 1, 3, 1)
const end = Date.UTC(LAST, 3, 1)

const iso = (time) => new Date(time).toISOString().slice(0, 10)
const english = (time) => `${iso(time).slice(8, 10)}/${iso(time).slice(5, 7)}/${iso(time).slice(0, 4)}`

function journey(n, roll) {
  const id = String(100_000 + n)
  const born = start - (8 * 365 - roll() * 14 * 365) * DAY
  const pick = (all) => all[Math.floor(roll() * all.length)]
  const facts = { id, born, sex: pick(['M', 'F']), ward: `Ward ${1 + Math.floor(roll() * 12)}`, need: pick(['N1', 'N1', 'N1', 'N2', 'N4', 'N5', 'N6']) }
  const events = []
  const episodes = []
  const tell = (event, from, to, more = {}) => {
    if (from < start || from >= end) return
    events.push({ ...facts, event, from, to: to !== undefined && to < end ? to : undefined, ...more })
  }
  let now = Math.max(start, born) + roll() * 5 * 365 * DAY
  const rounds = 1 + Math.floor(roll() * 3)
  for (let round = 0; round < rounds && now < end; round += 1) {
    if (roll() < 0.5) tell('contact', now, undefined, { outcome: 'no further action', source: '1A' })
    now += roll() * 90 * DAY
    if (roll() < 0.4) {
      const help = now + (60 + roll() * 300) * DAY
      tell('early help', now, help, { agency: 'Family hub' })
      now = help + roll() * 60 * DAY
    }
    tell('referral', now, undefined, { source: '5A' })
    if (roll() < 0.25) { now += 120 * DAY; continue }
    tell('assessment', now, now + 35 * DAY)
    const need = now + (90 + roll() * 500) * DAY
    if (roll() < 0.3) tell('service', now + 30 * DAY, now + 150 * DAY, { agency: 'NHS', service: 'Speech and language therapy', cost: 900 })
    if (roll() < 0.2) tell('service', now + 60 * DAY, undefined, { agency: 'Police', service: 'Domestic abuse notification' })
    let last = need
    if (roll() < 0.3) {
      const plan = now + 45 * DAY
      const planned = plan + (90 + roll() * 400) * DAY
      tell('protection plan', plan, planned, { category: 'NEG' })
      last = Math.max(last, planned)
      if (roll() < 0.4) last = Math.max(last, care(planned - 20 * DAY))
    } else if (roll() < 0.12) {
      last = Math.max(last, care(now + 100 * DAY))
    }
    tell('in need', now, last)
    now = last + roll() * 400 * DAY
  }
  function care(from) {
    let at = from
    const homes = 1 + Math.floor(roll() * 3)
    for (let home = 0; home < homes && at < end; home += 1) {
      const to = at + (60 + roll() * 700) * DAY
      const open = home === homes - 1 && roll() < 0.4
      episodes.push({
        ...facts, from: at, to: open ? undefined : to, rne: home === 0 ? 'S' : 'P',
        place: pick(['U6', 'U6', 'U3', 'K2', 'P2']), provider: pick(['PR1', 'PR1', 'PR4']),
        rec: home === homes - 1 ? 'E4A' : 'X1'
      })
      at = to
    }
    return at
  }
  return { facts, events, episodes: episodes.filter((e) => e.from >= start && e.from < end) }
}

const csv = (columns, rows) => [columns.join(','), ...rows.map((row) => columns.map((c) => row[c] ?? '').join(','))].join('\r\n')

/** Files by name, for so many children. `fault` puts a wrong date into every so many rows of the event file. */
export function files(children, fault = 97) {
  const roll = dice(children)
  const all = Array.from({ length: children }, (_, n) => journey(n, roll))
  const events = all.flatMap((child) => child.events).map((e, n) => ({
    child: e.id, event: e.event, start: n % fault === 5 ? '31/02/2021' : iso(e.from), end: e.to ? iso(e.to) : '',
    agency: e.agency, service: e.service, cost: e.cost, outcome: e.outcome, source: e.source,
    need: e.event === 'in need' ? e.need : '', category: e.category, born: iso(e.born), sex: e.sex, ward: e.ward
  }))
  const found = {
    'events.csv': csv(['child', 'event', 'start', 'end', 'agency', 'service', 'cost', 'outcome', 'source', 'need', 'category', 'born', 'sex', 'ward'], events)
  }
  for (let year = FIRST; year <= LAST; year += 1) {
    const [from, to] = [Date.UTC(year - 1, 3, 1), Date.UTC(year, 3, 1)]
    const rows = all.flatMap((child) => child.episodes).filter((e) => e.from < to && (e.to === undefined || e.to >= from))
    const here = [...new Map(rows.map((e) => [e.id, e])).values()]
    found[`${year}/header.csv`] = csv(['CHILD', 'SEX', 'DOB', 'ETHNIC', 'UPN', 'MOTHER', 'MC_DOB'],
      here.map((e) => ({ CHILD: e.id, SEX: year < 2025 ? (e.sex === 'M' ? '1' : '2') : e.sex, DOB: english(e.born), ETHNIC: 'WBRI', UPN: 'UN3' })))
    found[`${year}/episodes.csv`] = csv(['CHILD', 'DECOM', 'RNE', 'LS', 'CIN', 'PLACE', 'PLACE_PROVIDER', 'DEC', 'REC', 'REASON_PLACE_CHANGE', 'HOME_POST', 'PL_POST', 'URN'],
      rows.map((e) => {
        const ended = e.to !== undefined && e.to < to
        return { CHILD: e.id, DECOM: english(e.from), RNE: e.rne, LS: 'V2', CIN: e.need, PLACE: e.place, PLACE_PROVIDER: e.provider, DEC: ended ? english(e.to) : '', REC: ended ? e.rec : '' }
      }))
  }
  return found
}

/** Sends files to a server as its form does, and waits until they are read. */
export async function load(url, children, authority = '805') {
  const form = new FormData()
  form.append('authority', authority)
  for (const [name, text] of Object.entries(files(children))) form.append('files', new Blob([text]), name)
  const answer = await fetch(`${url}/data`, { method: 'POST', body: form, headers: { origin: url }, redirect: 'manual' })
  if (answer.status !== 303) throw new Error(`the files were not taken: ${answer.status} ${await answer.text()}`)
  for (let tries = 0; tries < 240; tries += 1) {
    const page = await (await fetch(`${url}/data`)).text()
    if (!page.includes('being read')) return page
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error('the files were not read within a minute')
}
