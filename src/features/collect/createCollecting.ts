import type { Disposable } from '../../base/emitter.js';
import { collectionText } from '../../l10n/collectionStateTexts.js';
import { setContextKey } from '../common/setContextKey.js';
import { CollectController, type CollectControllerOptions } from './collectController.js';
import { canResume, type CollectionState, isCollecting } from './collectionState.js';
import { CollectStatusBar } from './collectStatusBar.js';
import { UnfinishedStore, type UnfinishedStoreOptions } from './unfinishedStore.js';

export interface CollectingOptions
  extends Omit<CollectControllerOptions, 'stateChanged' | 'unfinished'>, UnfinishedStoreOptions {
  readonly connections: CollectControllerOptions['connections'];
  readonly log: CollectControllerOptions['log'];
  /** What the view of the reports says of a collection that can be resumed; `undefined` where there is none. */
  readonly noteChanged: (note: string | undefined) => void;
}

/** The collections of a window, and everything that shows how they stand: commands, status bar, and the view of the reports. */
export function createCollecting(options: CollectingOptions): { controller: CollectController } & Disposable {
  const { now, noteChanged } = options;
  const statusBar = new CollectStatusBar();
  let shown: CollectionState['kind'] | undefined;
  const controller = new CollectController({
    ...options,
    unfinished: new UnfinishedStore(options),
    stateChanged: (state, usage) => {
      statusBar.show(state, now().getTime(), usage);
      // While it counts, nothing else changes.
      if (state.kind === shown) {
        return;
      }
      shown = state.kind;
      setContextKey('collecting', isCollecting(state));
      setContextKey('unfinishedCollection', canResume(state));
      noteChanged(canResume(state) ? collectionText(state) : undefined);
    },
  });
  return {
    controller,
    dispose: () => {
      controller.dispose();
      statusBar.dispose();
    },
  };
}
