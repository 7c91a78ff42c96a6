import * as z from 'zod'

/** A reconnecting browser sends the id of the last event it saw; a declared field, or the resume point would be lost. */
export const lastEventId = z.coerce.number().int().min(0).nullish()
