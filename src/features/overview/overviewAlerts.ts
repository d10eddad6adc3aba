import type { Disposable } from '../../base/emitter.js';
import { logTextOf } from '../../base/redact.js';
import { errorTextsFor } from '../../l10n/errorTexts.js';
import type { OverviewAlerts as ToldAlerts } from '../../shared/pages/overview.js';
import type { OverviewOptions } from './overviewOptions.js';

/** Tells a page the alerts of its tenant, and again when there are others. */
export class OverviewAlerts implements Disposable {
  readonly #options: Pick<OverviewOptions, 'alerts' | 'connections' | 'log'>;
  readonly #connection: string;
  readonly #tell: (alerts: ToldAlerts) => void;
  readonly #subscription: Disposable;
  #told: ToldAlerts = { alerts: [], more: 0 };
  /** Of the newest reading: an older one that ends later is not told. */
  #reading = 0;

  constructor(
    connection: string,
    options: Pick<OverviewOptions, 'alerts' | 'connections' | 'log'>,
    tell: (alerts: ToldAlerts) => void,
  ) {
    this.#connection = connection;
    this.#options = options;
    this.#tell = tell;
    this.#subscription = options.alerts.onDidChange(() => void this.read());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#reading = -1;
  }

  /** Tells the page again what it was told: it has started over. */
  repeat(): void {
    this.#tell(this.#told);
  }

  /** What can't be read is said in the page: no alerts would be good news. */
  async read(): Promise<void> {
    const reading = ++this.#reading;
    const { alerts, connections, log } = this.#options;
    let told: ToldAlerts;
    try {
      told = await alerts.onPage(connections.get(this.#connection));
    } catch (error) {
      log.error(logTextOf(error));
      told = { alerts: [], more: 0, failed: errorTextsFor(error).text };
    }
    if (reading === this.#reading) {
      this.#told = told;
      this.repeat();
    }
  }
}
