// Pages that the browser tests visit. Add a line for each new page.
// `status` is what the server must answer; 200 unless given.
export const paths = [
  { path: '/gallery', name: 'gallery' },
  { path: '/no-such-page', name: 'not-found', status: 404 }
]
