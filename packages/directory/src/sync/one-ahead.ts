/**
 * The same pages, with the next one asked for as soon as this one is handed over, so that it is fetched while this one
 * is worked on. A failure comes in its turn, after the pages before it.
 */
export async function* oneAhead<Page>(pages: AsyncIterable<Page>): AsyncGenerator<Page, void> {
  const source = pages[Symbol.asyncIterator]()
  const ask = () => {
    const asked = source.next()
    // It is waited for below; until then nobody else may take it for unnoticed.
    asked.catch(() => undefined)
    return asked
  }
  try {
    let next = ask()
    for (;;) {
      const page = await next
      if (page.done === true) return
      next = ask()
      yield page.value
    }
  } finally {
    await source.return?.()
  }
}
