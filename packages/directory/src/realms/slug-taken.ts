import { DirectoryError } from '../errors.ts'

export function slugTaken(slug: string): DirectoryError {
  const message = `Another realm already has the address "${slug}". Choose another one.`
  return new DirectoryError('already_exists', message, [{ path: 'slug', message }])
}
