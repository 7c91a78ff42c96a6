import { Button, Modal } from '@mantine/core'
import { DisabledReason, useNavigate } from '@rollcall/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import { toastDone } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { RealmForm, type RealmDraft } from './realm-form.tsx'

const EMPTY: RealmDraft = { name: '', slug: '', color: 'indigo', description: '' }

/** Makes a realm by hand and goes to it. */
export function CreateRealm() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const forbidden = useForbiddenReason('realms.edit')
  const create = useMutation(trpc.realms.create.mutationOptions())
  async function submit({ slug, description, ...rest }: RealmDraft) {
    const realm = await create.mutateAsync({
      ...rest,
      slug: slug === '' ? undefined : slug,
      description: description === '' ? null : description,
    })
    await queryClient.invalidateQueries(trpc.realms.pathFilter())
    setOpen(false)
    toastDone(`The realm ${realm.name} was created. Add people to it now.`)
    navigate(`/realms/${realm.id}`)
  }
  return (
    <>
      <DisabledReason reason={forbidden}>
        <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setOpen(true)}>
          Create realm
        </Button>
      </DisabledReason>
      <Modal opened={open} onClose={() => setOpen(false)} title="Create a realm">
        <RealmForm
          initial={EMPTY}
          submitLabel="Create realm"
          onCancel={() => setOpen(false)}
          onSubmit={submit}
        />
      </Modal>
    </>
  )
}
