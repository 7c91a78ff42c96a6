import { CloseButton, TextInput } from '@mantine/core'
import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'

export interface SearchFieldProps {
  /** The text the list is filtered by now. */
  value: string
  /** Called once typing pauses, and at once on Enter or when cleared. */
  onChange: (value: string) => void
  /** What is searched, for example `Search by name or UPN`; also the placeholder. */
  label: string
  /** Pause in typing before `onChange`, in milliseconds. */
  delayMs?: number
  width?: number | string
}

/** A text filter that waits for a pause in typing. Follows `value` when it changes from outside. */
export function SearchField({ value, onChange, label, delayMs = 250, width = 320 }: SearchFieldProps) {
  const [text, setText] = useState(value)
  const sent = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    clearTimeout(timer.current)
    setText(value)
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  function send(next: string) {
    clearTimeout(timer.current)
    if (next === sent.current) return
    sent.current = next
    onChange(next)
  }
  function type(next: string) {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => send(next), delayMs)
  }
  function clear() {
    setText('')
    send('')
  }
  return (
    <TextInput
      type="search"
      w={{ base: '100%', sm: width }}
      maw="100%"
      value={text}
      placeholder={label}
      aria-label={label}
      leftSection={<Search size={16} aria-hidden />}
      rightSection={text ? <CloseButton size="sm" aria-label="Clear the search" onClick={clear} /> : null}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') send(text)
        if (event.key === 'Escape' && text) clear()
      }}
    />
  )
}
