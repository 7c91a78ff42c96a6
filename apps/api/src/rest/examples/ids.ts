import type * as z from 'zod'

/** A view as JSON, before its ids are branded. */
export type Example<T extends z.ZodType> = z.input<T>

export const connectionId = '0199a1b0-6f3c-7d2a-9b1e-4c2f8a7d1e01'
export const runId = '0199a1b4-02d1-7c11-8a44-91d0c3f5b702'
export const userId = '0199a1b4-1a90-7f52-b0c8-2f6d4e8a9103'
export const realmId = '0199a1b1-77ee-7a30-9d15-6b8c0e2f4a04'
export const conflictId = '0199a1b4-2b40-7e83-a6f1-d3c5b7e91a05'
export const keyId = '0199a1b0-0c55-7b94-8f27-a1e3c5d7f906'
export const engineering = '6f0a3c0e-52c1-4b7e-9d0a-8f2b1c3d4e5f'
export const day = '2026-11-21'
