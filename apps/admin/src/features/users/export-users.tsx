import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core'
import { formatCount } from '@rollcall/ui'
import { Download } from 'lucide-react'
import { useRef, useState } from 'react'
import { people } from '../../lib/format.ts'
import { toastDone, toastProblem } from '../../lib/toasts.tsx'
import { useTRPCClient } from '../../lib/trpc.ts'
import { toCsvHeader, toCsvRows } from './user-csv.ts'
import { fromStart, toUserListInput, type UserSearch } from './user-search.ts'

const PAGE = 200

interface Progressing {
  done: number
  /** Null while more are to come than were counted. */
  total: number | null
}

/** Saves everyone the present tab, search and filters list as a CSV file. */
export function ExportUsers({ search }: { search: UserSearch }) {
  const [progress, setProgress] = useState<Progressing | null>(null)
  const abort = useRef<AbortController>(undefined)
  const read = useReadEveryone()
  async function run() {
    const controller = new AbortController()
    abort.current = controller
    setProgress({ done: 0, total: null })
    try {
      const { parts, total } = await read(search, controller.signal, setProgress)
      saveFile(parts, `people-${search.tab ?? 'registered'}.csv`)
      toastDone(`${people(total)} exported.`)
    } catch (error) {
      if (!controller.signal.aborted) toastProblem('The export did not finish', error)
    } finally {
      setProgress(null)
    }
  }
  return (
    <>
      <Button variant="default" leftSection={<Download size={15} aria-hidden />} onClick={() => void run()}>
        Export people
      </Button>
      <Modal
        opened={progress !== null}
        onClose={() => abort.current?.abort()}
        title="Exporting people"
        closeOnClickOutside={false}
      >
        <ExportProgress progress={progress} onCancel={() => abort.current?.abort()} />
      </Modal>
    </>
  )
}

function ExportProgress({ progress, onCancel }: { progress: Progressing | null; onCancel: () => void }) {
  const { done, total } = progress ?? { done: 0, total: null }
  return (
    <Stack gap="sm">
      <Progress
        value={total === null ? 100 : (done / Math.max(total, 1)) * 100}
        animated={total === null}
        aria-label="People exported"
      />
      <Text size="sm" className="ui-tabular" component="output">
        {toProgressText(done, total)}
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          Cancel export
        </Button>
      </Group>
    </Stack>
  )
}

function toProgressText(done: number, total: number | null): string {
  if (done === 0 && total === null) return 'Reading the first page'
  return total === null ? `${people(done)} so far` : `${formatCount(done)} of ${formatCount(total)} people`
}

function useReadEveryone() {
  const client = useTRPCClient()
  return async (search: UserSearch, signal: AbortSignal, onProgress: (progress: Progressing) => void) => {
    const input = { ...toUserListInput(fromStart(search)), limit: PAGE }
    const parts = [toCsvHeader()]
    let cursor: string | undefined
    let done = 0
    do {
      const page = await client.users.list.query({ ...input, cursor }, { signal })
      signal.throwIfAborted()
      parts.push(toCsvRows(page.items))
      done += page.items.length
      onProgress({ done, total: page.totalIsLeast ? null : Math.max(done, page.total) })
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    return { parts, total: done }
  }
}

/** The mark at the start makes spreadsheets read the file as UTF-8. */
function saveFile(parts: readonly string[], name: string): void {
  const url = URL.createObjectURL(new Blob(['\uFEFF', ...parts], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
