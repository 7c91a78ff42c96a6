import { defineConfig } from 'prisma/config'

// The command line only validates and generates; the server applies migrations itself at boot.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? 'postgresql://localhost:1/none' },
})
