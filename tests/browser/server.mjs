// Starts the program on a free port, and stops it.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** The program: HEADWATER_BIN, or the one that `cargo test` and `cargo build` leave behind. */
function program() {
  const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target')
  const found = process.env.HEADWATER_BIN ?? join(target, 'debug', 'headwater')
  if (!existsSync(found)) throw new Error(`${found} is not there: run "cargo build" first`)
  return found
}

/** Resolves to { url, stop } once the program has printed its address. */
export function start() {
  const child = spawn(program(), ['serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill()
      reject(new Error('the program did not print its address within 30 seconds'))
    }, 30_000)
    let text = ''
    child.stdout.on('data', (data) => {
      text += data
      const url = text.match(/http:\/\/[^/\s]+/)?.[0]
      if (!url) return
      clearTimeout(timer)
      resolve({ url, stop: () => child.kill('SIGINT') })
    })
    child.on('exit', (code) => reject(new Error(`the program ended with ${code}`)))
  })
}
