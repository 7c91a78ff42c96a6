/** The database cannot be used as asked. The message is a sentence for whoever runs the server. */
export class DatabaseError extends Error {
  override name = 'DatabaseError'
}
