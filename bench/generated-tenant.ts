import type { DirectorySource, SourcePage, SourceUser } from '@rollcall/vocabulary'
import { fakeSource } from '@rollcall/directory/testing'
import { makePerson } from './generated-person.ts'
import type { Tenant } from './tenant.ts'

/** The largest page that Microsoft Graph gives. */
const PAGE = 999

/** People are made page by page as they are read, so that they take no memory of the run that is measured. */
export function openGeneratedTenant(people: number): Tenant {
  const state: Directory = { people, changed: 0, revision: 0, requests: [] }
  const source = openGeneratedSource(state)
  return {
    people,
    open: () => source,
    credentials: {
      directoryId: '11111111-1111-4111-8111-111111111111',
      clientId: '22222222-2222-4222-8222-222222222222',
      clientSecret: 'not-a-secret',
    },
    async changePeople(count) {
      state.changed = count
      state.revision += 1
    },
    async requestsDuring(work) {
      state.requests = []
      await work()
      return [...state.requests]
    },
    close: async () => undefined,
  }
}

interface Directory {
  readonly people: number
  /** The first so many people were changed last. */
  changed: number
  revision: number
  requests: string[]
}

function openGeneratedSource(state: Directory): DirectorySource {
  const ask = (request: string) => void state.requests.push(request)
  return {
    ...fakeSource(),
    countUsers: async () => {
      ask('count')
      return state.people
    },
    async *readUsers({ resume }) {
      for (let start = resume === undefined ? 0 : Number(resume); start < state.people; start += PAGE) {
        ask(`users ${start}`)
        yield makePage(state, start, state.people)
      }
    },
    async markNow(collection) {
      ask(`mark ${collection}`)
      return `after ${state.revision}`
    },
    /** Whoever reads after every change, as the claims do, is told all of it. */
    async *readUserChanges({ from }) {
      const link = `after ${state.revision}`
      const changed = from === link ? 0 : state.changed
      for (let start = 0; start === 0 || start < changed; start += PAGE) {
        ask(`user changes ${start}`)
        const { items, unreadable, resume } = makePage(state, start, changed)
        const changes = items.map(({ objectId, ...fields }) => ({
          kind: 'changed' as const,
          objectId,
          fields,
        }))
        yield { items: changes, unreadable, resume, link: resume === null ? link : null }
      }
    },
  }
}

function makePage(state: Directory, start: number, upTo: number): SourcePage<SourceUser> {
  const end = Math.min(start + PAGE, upTo)
  const items = Array.from({ length: end - start }, (_, at) => {
    const number = start + at
    return makePerson(number, number < state.changed ? state.revision : 0)
  })
  return { items, unreadable: [], resume: end < upTo ? String(end) : null }
}
