import * as l10n from '@vscode/l10n';
import { countdownLabel } from './durationTexts.js';
import { numberLabel } from './numberTexts.js';

/** The part of a window's collection that texts need, see `features/collect/collectionState.ts`. */
export type ShownCollection =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'running' | 'paused';
      readonly run: { readonly name: string };
      readonly done: number;
      readonly total: number;
      /** Requests that have begun and not finished. */
      readonly inProgress: number;
      /** Milliseconds since the epoch. */
      readonly waitUntil?: number;
    }
  | {
      readonly kind: 'interrupted';
      readonly run: { readonly name: string; readonly progress?: Counted | undefined };
    };

interface Counted {
  readonly done: number;
  readonly total: number;
}

/** `12 of 38`. */
export function countText({ done, total }: Counted): string {
  return l10n.t('{0} of {1}', numberLabel(done), numberLabel(total));
}

/** `resumes in 1:42`; `undefined` where nothing makes it wait. @param now milliseconds since the epoch */
export function waitingText(waitUntil: number | undefined, now: number): string | undefined {
  return waitUntil === undefined || waitUntil <= now
    ? undefined
    : l10n.t('resumes in {0}', countdownLabel((waitUntil - now) / 1000));
}

/** The status bar's text; `undefined` where there is nothing to show. */
export function collectionStatus(state: ShownCollection, now: number): string | undefined {
  switch (state.kind) {
    case 'none':
      return undefined;
    case 'running':
      return [countText(state), waitingText(state.waitUntil, now)].filter((part) => part !== undefined).join(' · ');
    case 'paused':
      return l10n.t('{0}, paused', countText(state));
    case 'interrupted':
      return state.run.progress === undefined
        ? l10n.t('Collection not finished')
        : l10n.t('{0}, not finished', countText(state.run.progress));
  }
}

/** The same for a screen reader, with what a click does. Says no time: nobody wants to hear every second. */
export function spokenCollection(state: Exclude<ShownCollection, { kind: 'none' }>): string {
  switch (state.kind) {
    case 'running':
      return state.waitUntil === undefined
        ? l10n.t('Collecting usage reports, {0}. Pause.', countText(state))
        : l10n.t('Collecting usage reports, {0}, waiting for Microsoft. Pause.', countText(state));
    case 'paused':
      return l10n.t('Collecting usage reports is paused, {0}. Resume.', countText(state));
    case 'interrupted':
      return state.run.progress === undefined
        ? l10n.t("Collecting reports for {0} isn't finished. Resume.", state.run.name)
        : l10n.t(
            "Collecting reports for {0} isn't finished, {1}. Resume.",
            state.run.name,
            countText(state.run.progress),
          );
  }
}

/** A sentence: what a notification, a tooltip, and the view of the reports say; `undefined` where there is nothing to say. */
export function collectionText(state: ShownCollection): string | undefined {
  switch (state.kind) {
    case 'none':
      return undefined;
    case 'running':
      return l10n.t(
        'Collecting reports for {0}: {1} of {2} done.',
        state.run.name,
        numberLabel(state.done),
        numberLabel(state.total),
      );
    case 'paused':
      return state.inProgress === 0
        ? l10n.t('The collection of reports for {0} is paused.', state.run.name)
        : l10n.t('The collection of reports for {0} is paused. Requests in progress will finish.', state.run.name);
    case 'interrupted':
      return state.run.progress === undefined
        ? l10n.t("The collection of reports for {0} isn't finished.", state.run.name)
        : l10n.t(
            "The collection of reports for {0} isn't finished: {1} of {2} done.",
            state.run.name,
            numberLabel(state.run.progress.done),
            numberLabel(state.run.progress.total),
          );
  }
}
