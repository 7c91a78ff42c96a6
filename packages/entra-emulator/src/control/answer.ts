/** What a control call answers. */
export type Answer = { status: number; body: unknown }

export const done: Answer = { status: 200, body: { ok: true } }
export const created = (body: unknown): Answer => ({ status: 201, body })
export const found = (body: unknown): Answer => ({ status: 200, body })
export const unknownPath: Answer = {
  status: 404,
  body: { message: 'The emulator has no such control path.' },
}
