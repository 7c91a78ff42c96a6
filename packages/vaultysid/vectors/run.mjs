// pnpm --filter vaultysid vectors <folder>: runs a folder of vectors against this package. Without a folder, its own.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { runVectors, VECTOR_KINDS } from '../src/conformance/run-vectors.ts'

const own = fileURLToPath(new URL('.', import.meta.url))

/** A path is meant from where the person called, which is not the folder the script runs in. */
function folderOf(path) {
  if (path === undefined) return own
  const candidates = [process.env.INIT_CWD, process.cwd(), resolve(own, '..')]
    .filter((base) => base !== undefined)
    .map((base) => resolve(base, path))
  return candidates.find((folder) => existsSync(folder)) ?? candidates[0]
}

const say = (line) => process.stdout.write(`${line}\n`)
const folder = folderOf(process.argv.slice(2).find((word) => word !== '--'))
const kinds = VECTOR_KINDS.filter((kind) => existsSync(join(folder, `${kind}.json`)))
if (kinds.length === 0) say(`There are no vectors in ${folder}: ${VECTOR_KINDS.join('.json, ')}.json.`)

const results = []
for (const kind of kinds) {
  try {
    results.push(...runVectors(kind, JSON.parse(await readFile(join(folder, `${kind}.json`), 'utf8'))))
  } catch (error) {
    results.push({ kind, name: 'file', failure: `Cannot be read: ${String(error)}` })
  }
}
const failed = results.filter(({ failure }) => failure !== null)
for (const { kind, name, failure } of failed) say(`${kind} ${name}: ${failure}`)
say(`${results.length - failed.length} passed, ${failed.length} failed`)
process.exitCode = failed.length > 0 || kinds.length === 0 ? 1 : 0
