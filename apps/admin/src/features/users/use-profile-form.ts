import { useForm } from '@mantine/form'
import type { UserDetailView } from '@rollcall/vocabulary'
import { useEffect, useState } from 'react'
import { toFieldErrors, toProblem } from '../../lib/problem.ts'
import { toastDone, toastProblem } from '../../lib/toasts.tsx'
import { isUnchanged, toProfileDraft, toUpdate, validateProfile, type ProfileDraft } from './profile-draft.ts'
import { useUpdateUser } from './use-update-user.ts'

/**
 * The form of one person. Edits are told against the person they began from, so that a sync which changes another
 * field meanwhile is not undone by saving; an untouched form follows such changes.
 */
export function useProfileForm(user: UserDetailView) {
  const [base, setBase] = useState(user)
  const form = useForm<ProfileDraft>({ initialValues: toProfileDraft(user), validate: validateProfile })
  const update = useUpdateUser(user)
  const changes = toUpdate(form.values, base)
  const dirty = !isUnchanged(changes)
  function begin(from: UserDetailView) {
    setBase(from)
    form.setInitialValues(toProfileDraft(from))
    form.reset()
  }
  useEffect(() => {
    if (!dirty && user !== base) begin(user)
    // oxlint-disable-next-line react/exhaustive-deps -- follows the person that was read, not each keystroke
  }, [user])
  async function save() {
    try {
      const next = await update.mutateAsync({ id: user.id, ...changes })
      begin(next)
      toastDone(`${next.name} was saved.`)
    } catch (error) {
      form.setErrors(toFieldErrors(toProblem(error)))
      toastProblem(`${user.name} was not saved`, error)
    }
  }
  return { form, dirty, saving: update.isPending, save }
}
