import { isCancelled } from '../../base/errors.js';

export interface ExportAllProgress<Item> {
  /** The item that has just finished. */
  readonly item: Item;
  /** Number of items that have finished, failed or been canceled. */
  readonly done: number;
  readonly total: number;
}

export interface ExportAllOptions<Item> {
  readonly signal: AbortSignal;
  /** Called after each item, whether it is done, failed or canceled. */
  readonly onProgress?: (progress: ExportAllProgress<Item>) => void;
  /** Number of items at a time; 2 by default. */
  readonly concurrency?: number;
}

/** Each item is in exactly one of the three lists. Each list keeps the order of the items. */
export interface ExportAllResult<Item, Result = unknown> {
  readonly done: readonly { readonly item: Item; readonly result: Result }[];
  readonly failed: readonly { readonly item: Item; readonly error: unknown }[];
  /** Canceled, or not started. */
  readonly notDone: readonly Item[];
  /** Whether the signal stopped the batch before all items had finished. */
  readonly cancelled: boolean;
}

type Outcome<Result> = { readonly result: Result } | { readonly error: unknown } | 'cancelled';

/** Exports several items. Goes on after a failure; starts nothing more after a cancellation. Never throws. */
export async function exportAll<Item, Result>(
  items: readonly Item[],
  exportOne: (item: Item, context: { readonly signal: AbortSignal }) => PromiseLike<Result>,
  { signal, onProgress, concurrency = 2 }: ExportAllOptions<Item>,
): Promise<ExportAllResult<Item, Result>> {
  const outcomes = new Map<number, Outcome<Result>>();
  const waiting = items.entries();

  const work = async () => {
    // The workers share one iterator, so that each item is taken once.
    for (const [index, item] of waiting) {
      if (signal.aborted) {
        return;
      }
      let outcome: Outcome<Result>;
      try {
        outcome = { result: await exportOne(item, { signal }) };
      } catch (error) {
        outcome = isCancelled(error) || (signal.aborted && error === signal.reason) ? 'cancelled' : { error };
      }
      outcomes.set(index, outcome);
      onProgress?.({ item, done: outcomes.size, total: items.length });
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(concurrency, items.length)) }, work));

  const done: { item: Item; result: Result }[] = [];
  const failed: { item: Item; error: unknown }[] = [];
  const notDone: Item[] = [];
  for (const [index, item] of items.entries()) {
    const outcome = outcomes.get(index);
    if (outcome === undefined || outcome === 'cancelled') {
      notDone.push(item);
    } else if ('error' in outcome) {
      failed.push({ item, error: outcome.error });
    } else {
      done.push({ item, result: outcome.result });
    }
  }
  return { done, failed, notDone, cancelled: signal.aborted && notDone.length > 0 };
}
