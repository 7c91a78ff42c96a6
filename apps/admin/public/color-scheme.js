// Runs before the first paint, so that a dark console does not flash white while it loads.
;(function () {
  let stored = null
  try {
    stored = localStorage.getItem('color-scheme')
  } catch {
    // Storage may be blocked; the system's choice is used then.
  }
  const dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  const root = document.documentElement
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  root.style.background = dark ? '#13161c' : '#f7f8fa'
})()
