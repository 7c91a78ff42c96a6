/// <reference types="node" />
import { readdirSync, readFileSync } from 'node:fs'
import type { VectorSuite } from './vector-format.ts'

const OWN = new URL('../../../vectors/', import.meta.url)

/** The suites of a folder in the order of their names; without a folder, those of this package. */
export function readSuites(folder: string | URL = OWN): VectorSuite[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => toSuite(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
}

function join(folder: string | URL, name: string): string | URL {
  return typeof folder === 'string' ? `${folder}/${name}` : new URL(name, folder)
}

/** The files are part of this repository, and a wrong one fails the run that reads it. */
function toSuite(value: unknown): VectorSuite {
  return value as VectorSuite
}
