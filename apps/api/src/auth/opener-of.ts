import type { Opener } from '@rollcall/directory'
import type { Caller } from './caller.ts'

/** What a QR that this caller opens is bound to; null when nobody is signed in. */
export function openerOf(caller: Caller): Opener
export function openerOf(caller: Caller | null): Opener | null
export function openerOf(caller: Caller | null): Opener | null {
  return caller && { kind: caller.via.kind, id: caller.via.id }
}
