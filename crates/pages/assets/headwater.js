// Starts GOV.UK Frontend's own behaviour (menu on small screens, focus on the error summary).
// Every page works without it.
import { initAll } from './govuk-frontend.min.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
