import { apiKeyId, role, type ApiKeyView } from '@rollcall/vocabulary'

export const API_KEY_SELECT = {
  id: true,
  name: true,
  role: true,
  prefix: true,
  createdBy: true,
  createdAt: true,
  lastUsedAt: true,
  expiresAt: true,
} as const

interface ApiKeyRow {
  id: string
  name: string
  role: string
  prefix: string
  createdBy: string
  createdAt: Date
  lastUsedAt: Date | null
  expiresAt: Date | null
}

export function toApiKeyView(row: ApiKeyRow): ApiKeyView {
  return {
    id: apiKeyId.parse(row.id),
    name: row.name,
    role: role.parse(row.role),
    prefix: row.prefix,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  }
}
