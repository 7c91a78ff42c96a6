import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import * as engineBindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { readMigrationFiles } from '../migration-files.ts'

type EngineClass = typeof SchemaEngine

/**
 * SQL that is missing from the migrations to reach `schema.prisma`; empty when they agree. Applies every migration to
 * a fresh database in memory and compares that with the schema, so it needs neither a server nor Prisma's binary.
 */
export async function schemaDrift(options: {
  schemaFile: string | URL
  migrationsDir: string | URL
}): Promise<string> {
  const content = await readFile(options.schemaFile, 'utf8')
  const files = [{ path: 'schema.prisma', content }]
  const scratch = await PGlite.create({ extensions: { pg_trgm } })
  try {
    for (const migration of await readMigrationFiles(options.migrationsDir)) await scratch.exec(migration.sql)
    const Engine = await loadEngine()
    const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(scratch))
    const engine = await Engine.new({ datamodels: [['schema.prisma', content]] }, () => {}, factory)
    const difference = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: '.' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    })
    return difference.exitCode === 0 ? '' : (difference.stdout ?? '')
  } finally {
    await scratch.close()
  }
}

/** The package's entry point is a WebAssembly import, which Node 20 does not load without a flag. */
async function loadEngine(): Promise<EngineClass> {
  const wasmFile = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm')
  const imports = { './schema_engine_bg.js': engineBindings }
  const { instance } = await wasmRuntime().instantiate(await readFile(wasmFile), imports)
  return startBindings(engineBindings, instance)
}

interface WasmInstance {
  exports: { __wbindgen_start(): void }
}

/** Node has WebAssembly, yet only the browser's type library declares it. */
function wasmRuntime() {
  return (
    globalThis as unknown as {
      WebAssembly: { instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: WasmInstance }> }
    }
  ).WebAssembly
}

/** The start-up functions are generated but left out of the package's declarations. */
function startBindings(bindings: unknown, instance: WasmInstance): EngineClass {
  const glue = bindings as { __wbg_set_wasm(exports: object): void; SchemaEngine: EngineClass }
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return glue.SchemaEngine
}
