import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import { isCancelled } from '../../base/errors.js';
import { logTextOf } from '../../base/redact.js';
import { errorTextsFor, noticeFor } from '../../l10n/errorTexts.js';
import {
  type TenantCell,
  type TenantsBegin,
  type TenantsEvent,
  type TenantsMessage,
  type TenantsProtocol,
  tenantsProtocol,
} from '../../shared/pages/tenants.js';
import type { ReportRef } from '../../shared/report.js';
import { copyRows } from '../common/copyRows.js';
import { newestPeriod } from '../common/newestPeriod.js';
import { showPage } from '../common/page.js';
import { type ServedPage, servePage } from '../common/servePage.js';
import type { StoredNames } from '../common/storedNames.js';
import { measuresWithIds } from './measureChoices.js';
import { exportedTenants } from './exportedTenants.js';
import { pickMeasures } from './pickMeasures.js';
import { TenantReader } from './tenantReader.js';
import type { TenantsOptions } from './tenantsOptions.js';
import { tenantsPageTexts } from './tenantsPageTexts.js';

/** Reports that were fetched are gathered for so long before their rows are read again: a collection brings many in a row. */
const UPDATE_DELAY_MS = 300;

/**
 * All tenants on one page, a row each: what the archive has of the measures that the person chose. It requests nothing; only what the archive
 * of a sample tenant lacks of them is made.
 */
export class TenantsPanel implements Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #options: TenantsOptions;
  readonly #chosen: StoredNames;
  readonly #reader: TenantReader;
  readonly #page: ServedPage<TenantsProtocol>;
  readonly #subscriptions: readonly Disposable[];
  readonly #rows = new Map<string, readonly TenantCell[]>();
  /** Connections of which something was fetched since their row was read. */
  readonly #changed = new Set<string>();
  #begin: TenantsBegin = { type: 'begin', tenants: [], measures: [] };
  /** The last event of its kind, repeated when the webview starts over. */
  #end: TenantsEvent | undefined;
  #reading: AbortController | undefined;
  #updateTimer: ReturnType<typeof setTimeout> | undefined;
  #isDisposed = false;

  constructor(panel: vscode.WebviewPanel, options: TenantsOptions, chosen: StoredNames) {
    const { connections, service, errors, log, extensionUri } = options;
    this.#panel = panel;
    this.#options = options;
    this.#chosen = chosen;
    this.#reader = new TenantReader(options);
    panel.title = vscode.l10n.t('All Tenants');
    this.#page = servePage(panel.webview, tenantsProtocol, {
      ready: () => this.#repeat(),
      message: (message) => this.#handle(message),
      requests: {},
      errorText: (error) => errorTextsFor(error).text,
      messageFailed: (error) => void errors.show(error, {}),
      log,
    });
    this.#subscriptions = [
      this.#page,
      service.onDidChangeState((ref) => this.#onReportChanged(ref)),
      connections.onDidChange(() => this.#onConnectionsChanged()),
      chosen.onDidChange(() => void this.load({ fill: true })),
    ];
    showPage(panel, extensionUri, 'tenants', tenantsPageTexts());
  }

  get active(): boolean {
    return this.#panel.active;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#reading?.abort();
    clearTimeout(this.#updateTimer);
    this.#subscriptions.forEach((subscription) => subscription.dispose());
  }

  /**
   * Reads the rows of all tenants, and tells the page each as it is read. Resolves when that is done, was canceled, or has failed on screen.
   * @param fill first makes what the archives of sample tenants lack
   */
  async load({ fill = false }: { readonly fill?: boolean } = {}): Promise<void> {
    if (this.#isDisposed) {
      return;
    }
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    clearTimeout(this.#updateTimer);
    this.#end = undefined;
    try {
      const begin = await this.#beginning();
      reading.signal.throwIfAborted();
      if (JSON.stringify(begin.measures) !== JSON.stringify(this.#begin.measures)) {
        this.#rows.clear();
      }
      this.#begin = begin;
      this.#page.post(begin);
      await this.#read(
        begin.tenants.map(({ id }) => id),
        reading.signal,
        fill,
      );
      this.#tellEnd({ type: 'end', canceled: false });
    } catch (error) {
      // A reading that another one has replaced says nothing.
      if (this.#reading === reading && !this.#isDisposed) {
        this.#tellEnd(isCancelled(error) ? { type: 'end', canceled: true } : this.#failed(error));
      }
    } finally {
      if (this.#reading === reading) {
        this.#reading = undefined;
        this.#scheduleUpdate();
      }
    }
  }

  async #beginning(): Promise<TenantsBegin> {
    return {
      type: 'begin',
      tenants: await this.#reader.tenants(),
      measures: measuresWithIds(this.#chosen.all, this.#options.catalog()),
    };
  }

  /** @throws UsageReportsError `storage`; the signal's `AbortError` */
  async #read(tenants: readonly string[], signal: AbortSignal, fill: boolean): Promise<void> {
    const { measures } = this.#begin;
    await this.#reader.read(tenants, measures, { signal, fill }, (tenant, cells) => {
      this.#rows.set(tenant, cells);
      this.#page.post({ type: 'row', tenant, cells });
    });
  }

  #tellEnd(end: TenantsEvent): void {
    this.#end = end;
    this.#page.post(end);
  }

  #failed(error: unknown): TenantsEvent {
    this.#options.log.error(logTextOf(error));
    return { type: 'failed', notice: noticeFor(error) };
  }

  #onReportChanged({ connection, report }: ReportRef): void {
    if (this.#begin.measures.some((measure) => measure.report === report)) {
      this.#reader.sharing(connection).forEach((id) => this.#changed.add(id));
      this.#scheduleUpdate();
    }
  }

  /** What happened while rows are read is looked at afterwards. */
  #scheduleUpdate(): void {
    clearTimeout(this.#updateTimer);
    if (this.#changed.size > 0 && this.#reading === undefined && !this.#isDisposed) {
      this.#updateTimer = setTimeout(() => void this.#update(), UPDATE_DELAY_MS);
    }
  }

  /** Reads the rows again of which something was fetched. */
  async #update(): Promise<void> {
    const changed = this.#begin.tenants.map(({ id }) => id).filter((id) => this.#changed.has(id));
    this.#changed.clear();
    const reading = new AbortController();
    this.#reading = reading;
    try {
      await this.#read(changed, reading.signal, false);
    } catch (error) {
      if (this.#reading === reading && !isCancelled(error)) {
        this.#tellEnd(this.#failed(error));
      }
    } finally {
      if (this.#reading === reading) {
        this.#reading = undefined;
        this.#scheduleUpdate();
      }
    }
  }

  #onConnectionsChanged(): void {
    const shown = this.#begin.tenants.map(({ id, name }) => [id, name]);
    if (JSON.stringify(shown) !== JSON.stringify(this.#options.connections.all.map(({ id, name }) => [id, name]))) {
      void this.load();
    }
  }

  async #handle(message: TenantsMessage): Promise<void> {
    const { catalog, collect, log, openOverview } = this.#options;
    switch (message.type) {
      case 'openOverview':
        return openOverview(message.tenant);
      case 'openReport':
        return this.#openReport(message);
      case 'fetch':
        return void (await collect(message.tenant, message.reports));
      case 'chooseMeasures': {
        const picked = await pickMeasures(catalog(), this.#begin.measures);
        return picked && this.#chosen.setAll(picked);
      }
      case 'copy':
        return copyRows(this.#exported(message.order), { view: {}, format: message.format }, () =>
          this.#export(message.order),
        );
      case 'export':
        return this.#export(message.order);
      case 'cancel':
        return this.#reading?.abort();
      case 'reload':
        return this.load();
      case 'action':
        return message.id === 'showLog' ? log.show(true) : this.load({ fill: true });
    }
  }

  #repeat(): void {
    this.#page.post(this.#begin);
    for (const [tenant, cells] of this.#rows) {
      this.#page.post({ type: 'row', tenant, cells });
    }
    if (this.#end !== undefined) {
      this.#page.post(this.#end);
    }
  }

  async #openReport({ tenant, report, measure }: Extract<TenantsMessage, { type: 'openReport' }>): Promise<void> {
    const { catalog, service, openReport } = this.#options;
    const definition = catalog().find(report);
    if (definition !== undefined) {
      const ref = { connection: tenant, report: definition.name };
      await openReport(
        { ...ref, ...(await newestPeriod(tenant, definition, service)) },
        measure === undefined ? {} : { measure },
      );
    }
  }

  async #export(order: readonly string[]): Promise<void> {
    await this.#options.exportTable(vscode.l10n.t('Export All Tenants'), this.#exported(order));
  }

  #exported(order: readonly string[]) {
    const { tenants, measures } = this.#begin;
    const rows = order.flatMap((id) => {
      const tenant = tenants.find((each) => each.id === id);
      return tenant === undefined ? [] : [{ tenant, cells: this.#rows.get(id) }];
    });
    return exportedTenants(rows, measures, this.#options.now());
  }
}
