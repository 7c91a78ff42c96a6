import { role, userId, type MeView } from '@rollcall/vocabulary'

export function toMe(person: { id: string; name: string; email: string | null; role: string }): MeView {
  return {
    id: userId.parse(person.id),
    name: person.name,
    email: person.email,
    role: role.parse(person.role),
  }
}
