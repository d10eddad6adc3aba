import type { Disposable } from '../../base/emitter.js';
import type { ReportService } from '../../services/reports/reportService.js';
import { idOf } from '../../shared/refIds.js';
import type { ReportRef } from '../../shared/report.js';

/** Between two reports of a collection nothing is being fetched for a moment. */
const DELAY_MS = 500;

export interface FollowOptions {
  readonly service: Pick<ReportService, 'onDidChangeState' | 'onDidChangeArchive' | 'state'>;
  readonly isMeant: (ref: ReportRef) => boolean;
  /** Some of the reports may be others than before, and none of them is being fetched any more. */
  readonly changed: () => void;
}

/** Follows reports that are fetched or deleted elsewhere. A collection brings many of them: that is one change, at its end. */
export function followReports({ service, isMeant, changed }: FollowOptions): Disposable {
  const loading = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isDisposed = false;
  const tell = () => {
    clearTimeout(timer);
    if (loading.size === 0 && !isDisposed) {
      timer = setTimeout(changed, DELAY_MS);
    }
  };
  const follow = async (ref: ReportRef): Promise<void> => {
    const { kind } = await service.state(ref);
    loading[kind === 'loading' ? 'add' : 'delete'](idOf(ref));
    tell();
  };
  const subscriptions = [
    service.onDidChangeArchive(tell),
    service.onDidChangeState((ref) => {
      if (isMeant(ref)) {
        // What cannot be known of a report is no change of it.
        follow(ref).catch(() => undefined);
      }
    }),
  ];
  return {
    dispose: () => {
      isDisposed = true;
      clearTimeout(timer);
      subscriptions.forEach((subscription) => subscription.dispose());
    },
  };
}
