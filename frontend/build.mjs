// Copies GOV.UK Frontend into crates/pages/assets, without what only GOV.UK itself may use: the GDS Transport
// typeface, the crest and the crown. The result is committed, so that `cargo build` needs no Node.

import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const govuk = join(here, 'node_modules', 'govuk-frontend', 'dist', 'govuk')
const out = join(here, '..', 'crates', 'pages', 'assets')

/** Stylesheet without @font-face blocks, fonts' names, pictures and source map. */
function css(text) {
  return text
    .replace(/\/\*![^*]*Margaret Calvert[^*]*\*\//g, '')
    .replace(/@font-face\s*\{[^}]*\}/g, '')
    .replace(/(["']?)GDS Transport\1\s*,\s*arial/g, 'arial')
    .replace(/(["']?)GDS Transport\1/g, 'arial,sans-serif')
    .replace(/(background|(-webkit-)?mask)-image:url\([^)]*govuk-crest[^)]*\);?/g, '')
    .replace(/\/\*# sourceMappingURL=[^*]*\*\//g, '')
    .trimEnd() + '\n'
}

/** Script without its source map. */
function js(text) {
  return text.replace(/\/\/# sourceMappingURL=.*$/gm, '').trimEnd() + '\n'
}

function refuse(name, text, ...forbidden) {
  for (const word of forbidden) {
    if (text.toLowerCase().includes(word.toLowerCase())) {
      throw new Error(`${name} still contains "${word}"`)
    }
  }
}

const files = {
  'govuk-frontend.min.css': css(readFileSync(join(govuk, 'govuk-frontend.min.css'), 'utf8')),
  'govuk-frontend.min.js': js(readFileSync(join(govuk, 'govuk-frontend.min.js'), 'utf8')),
  'LICENCE-govuk-frontend.txt': readFileSync(join(here, 'licences', 'govuk-frontend.txt'), 'utf8')
}
refuse('govuk-frontend.min.css', files['govuk-frontend.min.css'], 'GDS Transport', '@font-face', 'url(', 'sourceMappingURL')
refuse('govuk-frontend.min.js', files['govuk-frontend.min.js'], 'sourceMappingURL')

mkdirSync(out, { recursive: true })
const sums = Object.entries(files).map(([name, text]) => {
  writeFileSync(join(out, name), text)
  return `${createHash('sha256').update(text).digest('hex')}  ${name}\n`
})
writeFileSync(join(out, 'SHA256SUMS'), sums.join(''))
console.log(`Wrote ${Object.keys(files).join(', ')} and SHA256SUMS to ${out}`)
