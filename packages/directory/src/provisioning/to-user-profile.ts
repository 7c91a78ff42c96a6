import type { UserProfile } from '@rollcall/db'
import type { ProfileField } from '@rollcall/vocabulary'

/** A whole profile for the columns of a user; `base` is what stays where nothing is said. */
export function toUserProfile(
  said: Partial<Record<ProfileField, string | null>>,
  base: Partial<Record<ProfileField, string | null>> = {},
): UserProfile {
  const merged = { ...base, ...said }
  return {
    name: merged.name ?? 'Someone without a name',
    givenName: merged.givenName ?? null,
    surname: merged.surname ?? null,
    email: merged.email ?? null,
    jobTitle: merged.jobTitle ?? null,
    department: merged.department ?? null,
    employeeId: merged.employeeId ?? null,
  }
}
