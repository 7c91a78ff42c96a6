import type { EventView } from '@rollcall/vocabulary'
import { mergeEvents } from './event-words.ts'

/** Events that arrived while the page was open: some the reader has asked to see, others still announced only. */
export interface LiveEvents {
  readonly waiting: readonly EventView[]
  readonly shown: readonly EventView[]
}

export type LiveEventsAction = { type: 'arrived'; event: EventView } | { type: 'revealed' }

export const NO_LIVE_EVENTS: LiveEvents = { waiting: [], shown: [] }

/** A list that grows by itself moves under the reader's eyes, so new events wait until they are asked for. */
export function reduceLiveEvents(state: LiveEvents, action: LiveEventsAction): LiveEvents {
  switch (action.type) {
    case 'arrived':
      return isKnown(state, action.event) ? state : { ...state, waiting: [action.event, ...state.waiting] }
    case 'revealed':
      return { waiting: [], shown: mergeEvents(state.waiting, state.shown) }
  }
}

/** A stream that resumes may repeat its last event. */
function isKnown(state: LiveEvents, event: EventView): boolean {
  return [...state.waiting, ...state.shown].some((known) => known.id === event.id)
}
