import { Button, Menu } from '@mantine/core'
import type { RunId } from '@rollcall/vocabulary'
import { ChevronDown, Download, FileJson, FileSpreadsheet } from 'lucide-react'
import { toExportHref, type ChangeSearch } from './change-search.ts'

/** Saves the changes that are listed as a file. The server sends it piece by piece, so its size does not matter. */
export function ExportMenu({ runId, search }: { runId: RunId; search: ChangeSearch }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<Download size={14} aria-hidden />}
          rightSection={<ChevronDown size={14} aria-hidden />}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={toExportHref(runId, 'csv', search)}
          download
          leftSection={<FileSpreadsheet size={15} aria-hidden />}
        >
          CSV for spreadsheets
        </Menu.Item>
        <Menu.Item
          component="a"
          href={toExportHref(runId, 'jsonl', search)}
          download
          leftSection={<FileJson size={15} aria-hidden />}
        >
          JSON lines for programs
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
