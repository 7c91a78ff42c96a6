// Writes and checks migrations without a server and without Prisma's schema engine binary (docs/decisions/0003).
//   pnpm migration diff         print the SQL that would bring the migrations up to prisma/schema.prisma
//   pnpm migration new <name>   write that SQL to prisma/migrations/<UTC stamp>_<name>/migration.sql
//   pnpm migration check        exit with 2, and print the SQL, when schema and migrations disagree
import { mkdir, writeFile } from 'node:fs/promises'
import { register } from 'tsx/esm/api'

register()
const { schemaDrift } = await import('../../packages/db/src/testing/schema-drift.ts')

const schemaFile = new URL('../../prisma/schema.prisma', import.meta.url)
const migrationsDir = new URL('../../prisma/migrations/', import.meta.url)

const [command, name] = process.argv.slice(2)
process.exitCode = await run()

async function run() {
  if (!['diff', 'new', 'check'].includes(command)) {
    return fail('Say what to do: pnpm migration diff, pnpm migration new <name>, or pnpm migration check.')
  }
  if (command === 'new' && !/^[a-z][a-z0-9_]*$/.test(name ?? '')) {
    return fail(
      'Give the migration a name in small letters, digits and underscores: pnpm migration new add_badges',
    )
  }
  const sql = await schemaDrift({ schemaFile, migrationsDir })
  if (command === 'new') return write(sql)
  process.stdout.write(sql === '' ? '-- The migrations agree with prisma/schema.prisma.\n' : sql)
  return command === 'check' && sql !== '' ? 2 : 0
}

async function write(sql) {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = new URL(`${stamp}_${name}/`, migrationsDir)
  await mkdir(folder)
  await writeFile(new URL('migration.sql', folder), sql === '' ? '-- Write the change here.\n' : sql)
  process.stdout.write(
    `Wrote prisma/migrations/${stamp}_${name}/migration.sql; read it before committing it.\n`,
  )
  return 0
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  return 1
}
