import { showToast } from '@rollcall/ui'
import { toProblem } from './problem.ts'

/** Says that something was done, in a sentence. */
export function toastDone(title: string): void {
  showToast({ title })
}

/** Says that something was done, and what to know about it. */
export function toastNotice(title: string, text: string): void {
  showToast({ tone: 'warning', title, text })
}

/** Says what could not be done and why; stays until it is dismissed. */
export function toastProblem(title: string, error: unknown): void {
  const problem = toProblem(error)
  if (problem.code === 'unauthenticated') return
  const unexpected = problem.code === 'internal' && problem.requestId !== null
  showToast({
    tone: 'danger',
    title,
    text: unexpected ? `${problem.message} Request ${problem.requestId}.` : problem.message,
  })
}
