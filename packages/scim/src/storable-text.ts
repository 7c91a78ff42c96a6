/** Whether a database can hold a text: PostgreSQL knows neither the character zero nor half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text)
}
