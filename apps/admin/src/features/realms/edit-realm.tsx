import { Button, Modal } from '@mantine/core'
import { DisabledReason } from '@rollcall/ui'
import type { RealmView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import { toastDone } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { toRealmColor } from './realm-color.tsx'
import { RealmForm, type RealmDraft } from './realm-form.tsx'

/** Changes name, address, colour and description; members and mappings stay. */
export function EditRealm({ realm }: { realm: RealmView }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [open, setOpen] = useState(false)
  const forbidden = useForbiddenReason('realms.edit')
  const update = useMutation(trpc.realms.update.mutationOptions())
  const initial: RealmDraft = {
    name: realm.name,
    slug: realm.slug,
    color: toRealmColor(realm.color),
    description: realm.description ?? '',
  }
  async function submit({ slug, description, ...rest }: RealmDraft) {
    const next = await update.mutateAsync({
      id: realm.id,
      ...rest,
      slug: slug === '' ? undefined : slug,
      description: description === '' ? null : description,
    })
    queryClient.setQueryData(trpc.realms.get.queryKey({ id: realm.id }), next)
    setOpen(false)
    toastDone(`The realm ${next.name} was saved.`)
    await queryClient.invalidateQueries(trpc.realms.pathFilter())
    await queryClient.invalidateQueries(trpc.users.pathFilter())
  }
  return (
    <>
      <DisabledReason reason={forbidden}>
        <Button
          variant="default"
          leftSection={<Pencil size={15} aria-hidden />}
          onClick={() => setOpen(true)}
        >
          Edit realm
        </Button>
      </DisabledReason>
      <Modal opened={open} onClose={() => setOpen(false)} title={`Edit ${realm.name}`}>
        <RealmForm
          initial={initial}
          submitLabel="Save realm"
          onCancel={() => setOpen(false)}
          onSubmit={submit}
        />
      </Modal>
    </>
  )
}
