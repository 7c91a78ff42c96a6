import {
  attributeMirroring,
  PROFILE_FIELDS,
  type AttributeMirroring,
  type ScimSource,
} from '@rollcall/vocabulary'
import type { FieldChange } from '../events/event-facts.ts'
import { readMirroring } from '../provisioning/mirrored-fields.ts'

/** What was chosen, before and now; fields nobody chose are absent and have their default. */
export type ChosenMirroring = Readonly<Record<string, ScimSource | null>>

export interface MirroringEdit {
  readonly chosen: ChosenMirroring
  readonly fields: readonly FieldChange[]
}

type Wanted = { readonly [Field in keyof AttributeMirroring]?: AttributeMirroring[Field] | undefined }

/** What an edit changes about which attribute fills which profile field; null when nothing. */
export function planMirroringEdit(stored: unknown, wanted: Wanted | undefined): MirroringEdit | null {
  const known = attributeMirroring.partial().safeParse(stored)
  const chosen = { ...(known.success ? given(known.data) : {}), ...given(wanted ?? {}) }
  const before = readMirroring(stored)
  const after = readMirroring(chosen)
  const fields = PROFILE_FIELDS.flatMap((field) =>
    before[field] === after[field]
      ? []
      : [{ field: `mirroring.${field}`, before: before[field], after: after[field] }],
  )
  return fields.length === 0 ? null : { chosen, fields }
}

function given(choice: Wanted): ChosenMirroring {
  return Object.fromEntries(
    Object.entries(choice).flatMap(([field, source]): [string, ScimSource | null][] =>
      source === undefined ? [] : [[field, source]],
    ),
  )
}
