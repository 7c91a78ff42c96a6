/**
 * The same pages, with the next one asked for as soon as this one is handed over, so that it is fetched while this one
 * is worked on. A failure comes in its turn, after the pages before it. `onEnd` is called once nothing is left to ask for,
 * which is before the last page has been worked on.
 */
export async function* oneAhead<Page>(
  pages: AsyncIterable<Page>,
  onEnd?: () => void,
): AsyncGenerator<Page, void> {
  const source = pages[Symbol.asyncIterator]()
  const ask = () => {
    const asked = source.next()
    // It is waited for below; until then nobody else may take it for unnoticed.
    asked.then(
      (answer) => answer.done === true && onEnd?.(),
      () => undefined,
    )
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
