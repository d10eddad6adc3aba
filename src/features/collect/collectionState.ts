import type { UnfinishedCollection } from './unfinished.js';

/** Which collection: another one of the same connection began at another time. */
export type CollectionId = Pick<UnfinishedCollection, 'connection' | 'startedAt'>;

/** A collection with the name of its tenant, as people know it, and how far an unfinished one is. */
export interface NamedCollection extends CollectionId {
  readonly name: string;
  readonly progress?: UnfinishedCollection['progress'];
}

/**
 * What a window knows of its collection. Every text about it and every command that is offered follow from this.
 *
 * | kind | meaning | leaves by |
 * |---|---|---|
 * | `none` | nothing to resume, pause or cancel | a begin |
 * | `running` | requests are sent; with `waitUntil`, the limits let the next one through then only | pause, end |
 * | `paused` | a person has paused it; requests in progress finish | resume, end |
 * | `interrupted` | canceled, stopped by a failure, or left by a window that closed, with reports that were not requested | resume (a begin), forget |
 */
export type CollectionState =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'running'; readonly waitUntil?: number } & Progress)
  | ({ readonly kind: 'paused' } & Progress)
  | { readonly kind: 'interrupted'; readonly run: NamedCollection };

interface Progress {
  readonly run: NamedCollection;
  readonly done: number;
  readonly total: number;
  /** Requests that have begun and not finished. */
  readonly inProgress: number;
}

export type CollectionEvent =
  /** @property done what was done before it was interrupted; 0 for a new one */
  | { readonly kind: 'begin'; readonly run: NamedCollection; readonly done: number; readonly total: number }
  /** @property waitUntil milliseconds since the epoch; absent where no limit makes it wait */
  | { readonly kind: 'progress'; readonly done: number; readonly inProgress: number; readonly waitUntil?: number }
  | { readonly kind: 'pause' | 'resume' }
  /** @property unfinished what can be resumed now: this collection, or an earlier one that a scheduled one did not touch */
  | { readonly kind: 'end'; readonly unfinished: NamedCollection | undefined }
  /** An earlier window has left a collection. */
  | { readonly kind: 'found'; readonly unfinished: NamedCollection }
  /** Nobody will resume it. */
  | { readonly kind: 'forget' };

/** The state after an event. An event that can't happen in a state, such as a late one, changes nothing. */
export function nextState(state: CollectionState, event: CollectionEvent): CollectionState {
  const isActive = state.kind === 'running' || state.kind === 'paused';
  switch (event.kind) {
    case 'begin':
      return isActive
        ? state
        : { kind: 'running', run: event.run, done: event.done, total: event.total, inProgress: 0 };
    case 'progress': {
      if (!isActive) {
        return state;
      }
      const { kind, run, total } = state;
      const { done, inProgress, waitUntil } = event;
      return kind === 'running' && waitUntil !== undefined
        ? { kind, run, done, total, inProgress, waitUntil }
        : { kind, run, done, total, inProgress };
    }
    case 'pause':
      if (state.kind === 'running') {
        const { run, done, total, inProgress } = state;
        return { kind: 'paused', run, done, total, inProgress };
      }
      return state;
    case 'resume':
      return state.kind === 'paused' ? { ...state, kind: 'running' } : state;
    case 'end':
      return isActive ? afterwards(event.unfinished) : state;
    case 'found':
      return isActive ? state : afterwards(event.unfinished);
    case 'forget':
      return isActive ? state : { kind: 'none' };
  }
}

/** Whether requests are sent or could be at once, so that no other collection can begin. */
export function isCollecting({ kind }: CollectionState): boolean {
  return kind === 'running' || kind === 'paused';
}

export function canPause({ kind }: CollectionState): boolean {
  return kind === 'running';
}

export function canResume({ kind }: CollectionState): boolean {
  return kind === 'paused' || kind === 'interrupted';
}

/** What a button says that was shown for a collection a while ago: it may have been resumed elsewhere since. */
export type ResumeAnswer = 'resume' | 'alreadyRunning' | 'over';

export function answerToResume(state: CollectionState, { connection, startedAt }: CollectionId): ResumeAnswer {
  if (state.kind === 'none' || state.run.connection !== connection || state.run.startedAt !== startedAt) {
    return 'over';
  }
  return state.kind === 'running' ? 'alreadyRunning' : 'resume';
}

function afterwards(unfinished: NamedCollection | undefined): CollectionState {
  return unfinished === undefined ? { kind: 'none' } : { kind: 'interrupted', run: unfinished };
}
