// Pages that the browser tests visit. Add a line for each new page.
// `status` is what the server must answer; 200 unless given. Returns of a made-up authority are loaded unless the page
// is `empty`; `inside` is somebody who has stated to work inside the authority.

/** A scenario for Hartlepool as the query of an address; `changes` replace or add values. */
export function scenario(changes = {}) {
  const values = {
    'service.name': 'Family support team',
    'service.position': 'in need',
    'service.age_from': '5',
    'service.age_to': '15',
    'service.places': '60',
    'service.start': '2027-04-01',
    'service.ramp_up': '6 months',
    'service.stay': '6 months',
    'service.reach': '60%',
    'service.fade_out': '12 months',
    'effect.steps': 'in need -> protection plan',
    'effect.ratio': '0.8',
    'effect.low': '0.67',
    'effect.high': '0.95',
    'cost.place_year': '£6,500',
    'cost.set_up': '£50,000',
    'cost.price_year': '2024-25',
    'payer.1.agency': 'Local authority',
    'payer.1.share': '70%',
    'payer.2.agency': 'NHS',
    'payer.2.share': '30%',
    ...changes
  }
  return new URLSearchParams(values).toString()
}

/** A text with three things wrong. */
const BAD_TEXT = `# A team that nobody can staff.
version = 2
name = "Team"

[[service]]
name = "Team"
positions = ["at home"]
places = "sixty"
colour = "red"
`

// Hartlepool is small, Leeds is large, the City of London has too few figures.
export const paths = [
  { path: '/', name: 'choose' },
  { path: '/choose?authority=Hartlepol', name: 'choose-unknown', status: 400 },
  { path: '/about', name: 'about' },
  { path: '/track-record', name: 'track-record' },
  { path: '/authority/805/where', name: 'where-small' },
  { path: '/authority/383/where', name: 'where-large' },
  { path: '/authority/420/where', name: 'where-few' },
  { path: '/authority/805/ahead', name: 'ahead-small' },
  { path: '/authority/805/ahead?rates=published', name: 'ahead-published' },
  { path: '/authority/805/ahead?rates=guessed', name: 'ahead-errors', status: 400 },
  { path: '/authority/383/ahead', name: 'ahead-large' },
  { path: '/authority/420/ahead', name: 'ahead-few' },
  { path: '/authority/805/rate-checks', name: 'rate-checks' },
  { path: '/authority/805/rate-checks', name: 'rate-checks-inside', inside: true },
  { path: '/authority/805/rate-checks', name: 'rate-checks-empty', empty: true },
  { path: '/authority/383/rate-checks', name: 'rate-checks-others' },
  { path: '/authority/805/what-if', name: 'what-if' },
  { path: `/authority/805/what-if?${scenario()}`, name: 'what-if-result' },
  { path: `/authority/805/what-if?${scenario({ 'service.places': 'sixty', 'effect.ratio': '2' })}`, name: 'what-if-errors', status: 400 },
  { path: `/authority/805/what-if?${scenario({ 'service.places': '600' })}`, name: 'what-if-too-big' },
  { path: `/authority/805/what-if?${scenario()}&rates=published`, name: 'what-if-published' },
  { path: '/authority/805/what-if?worked=cut-early-help', name: 'what-if-cut' },
  { path: '/authority/805/what-if?worked=residential-sufficiency', name: 'what-if-sufficiency' },
  { path: '/authority/805/what-if?worked=nothing', name: 'what-if-unknown', status: 400 },
  { path: `/authority/805/what-if?${new URLSearchParams({ text: BAD_TEXT })}`, name: 'what-if-text-errors', status: 400 },
  { path: '/authority/805/who-pays?worked=cut-early-help', name: 'who-pays-cut' },
  { path: '/scenario-keys', name: 'scenario-keys' },
  { path: '/authority/805/who-pays', name: 'who-pays-start' },
  { path: `/authority/805/who-pays?${scenario()}`, name: 'who-pays' },
  { path: `/authority/805/who-pays?${scenario({ 'service.places': '600' })}`, name: 'who-pays-too-big' },
  { path: '/data', name: 'data-empty', empty: true },
  { path: '/journeys', name: 'journeys-empty', empty: true },
  { path: '/data', name: 'data' },
  { path: '/data', name: 'data-inside', inside: true },
  { path: '/data/findings', name: 'findings-public' },
  { path: '/data/findings', name: 'findings', inside: true },
  { path: '/data/findings?severity=grave', name: 'findings-errors', inside: true, status: 400 },
  { path: '/journeys', name: 'journeys' },
  { path: '/journeys', name: 'journeys-inside', inside: true },
  { path: '/journeys?ward=Ward+3&reached=looked+after&from=2019-20', name: 'journeys-filtered' },
  { path: '/journeys?age=six&colour=red', name: 'journeys-errors', status: 400 },
  { path: '/journeys?precedence=family-help', name: 'journeys-family-help' },
  { path: '/journeys/before-care', name: 'before-care' },
  { path: '/journeys/before-care', name: 'before-care-inside', inside: true },
  { path: '/journeys/services', name: 'services' },
  { path: '/journeys/cost', name: 'cost' },
  { path: '/journeys/cost', name: 'cost-inside', inside: true },
  { path: '/journeys/rates', name: 'rates' },
  { path: '/journeys/child', name: 'child-public' },
  { path: '/journeys/child', name: 'child-list', inside: true },
  { path: '/journeys/child?page=2', name: 'child-list-2', inside: true },
  { path: '/journeys/child?page=many', name: 'child-list-errors', inside: true, status: 400 },
  { path: '/journeys/child?child=100010', name: 'child', inside: true },
  { path: '/journeys/child?child=nobody', name: 'child-unknown', inside: true, status: 404 },
  { path: '/gallery', name: 'gallery' },
  { path: '/no-such-page', name: 'not-found', status: 404 },
  { path: '/authority/999/where', name: 'no-such-authority', status: 404 }
]
