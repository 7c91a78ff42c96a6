import type { QrForm, WalletSessionView } from '@rollcall/vocabulary'
import { useState } from 'react'

type Qr = WalletSessionView['qr'][number]

export interface ShownCode {
  /** The form that is shown; undefined once the QR has ended. */
  code: Qr | undefined
  /** The other form of the same QR, if it has two. */
  other: Qr | undefined
  /** What the code said last, also after the QR has ended; null when it was never seen open here. */
  last: string | null
  choose: (form: QrForm) => void
}

/** Which form of a QR is shown: the server's first, or the one that was asked for until the server has news. */
export function useShownCode({ qr, notice }: Pick<WalletSessionView, 'qr' | 'notice'>): ShownCode {
  const [chosen, setChosen] = useState<QrForm>()
  const [seen, setSeen] = useState(notice)
  if (notice !== seen) {
    setSeen(notice)
    setChosen(undefined)
  }
  const code = qr.find((one) => one.form === chosen) ?? qr[0]
  const [last, setLast] = useState(code?.text ?? null)
  if (code && code.text !== last) setLast(code.text)
  return { code, other: qr.find((one) => one.form !== code?.form), last, choose: setChosen }
}
