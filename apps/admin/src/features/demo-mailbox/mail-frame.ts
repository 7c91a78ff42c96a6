/**
 * The HTML of a message for a frame without scripts: its links open in a tab of their own, outside of the frame's
 * restrictions, as they would from a mail program.
 */
export function toFrameHtml(html: string): string {
  const base = '<base target="_blank">'
  const head = /<head(?:\s[^>]*)?>/i.exec(html)
  if (!head) return base + html
  const end = head.index + head[0].length
  return html.slice(0, end) + base + html.slice(end)
}
