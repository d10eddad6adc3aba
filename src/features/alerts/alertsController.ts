import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import { isCancelled } from '../../base/errors.js';
import { logTextOf } from '../../base/redact.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import { type ListedAlert, listedAlerts } from '../../core/alerts/listedAlert.js';
import { licensePricesOf } from '../../core/licenses/prices.js';
import { notJudgedText } from '../../l10n/alertTexts.js';
import { newRulesFile } from '../../l10n/builtInRules.js';
import { placedRuleErrorText } from '../../l10n/ruleErrorTexts.js';
import { AlertFile } from '../../services/alerts/alertFile.js';
import { type CheckedRules, checkRules } from '../../services/alerts/checkRules.js';
import type { Archive } from '../../services/archive/archive.js';
import { ArchiveQueries } from '../../services/archiveQueries/archiveQueries.js';
import { isMadeTable, type MadeTable } from '../../services/archiveQueries/madeTables.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import { ArchivedDirectory } from '../../services/directory/archivedDirectory.js';
import type { ReportService } from '../../services/reports/reportService.js';
import { licenseCurrency, licensePrices } from '../../settings.js';
import type { QueryFilter } from '../../shared/query/query.js';
import type { ReportRef } from '../../shared/report.js';
import { showError, showInformation, showStatus } from '../common/messages.js';
import { withProgress } from '../common/progress.js';
import { alertId, alertText } from './alertFacts.js';
import { AlertNotices } from './alertNotices.js';
import { type AlertTarget, targetOf } from './alertTarget.js';
import { LastChecks, type UnknownRules } from './lastChecks.js';
import { mistakeRange } from './mistakeItem.js';
import { RulesFiles, type RulesMistake } from './rulesFiles.js';

export interface AlertsOptions {
  /** Folder of the extension's own data. */
  readonly storage: vscode.Uri;
  readonly catalog: () => Catalog;
  readonly service: ReportService;
  readonly archive: Archive;
  readonly memento: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
  readonly now: () => Date;
  readonly openReport: (ref: ReportRef, shown: { readonly filters?: readonly QueryFilter[] }) => Promise<void>;
  /** What opens the tables that are joined from several reports, by the names that queries have for them. */
  readonly openTable: Readonly<
    Record<MadeTable, (connection: string, filters?: readonly QueryFilter[]) => Promise<void>>
  >;
}

export interface ControllerOptions extends AlertsOptions {
  /** There are other rules, or other alerts. */
  readonly changed: () => void;
  readonly showAlerts: () => unknown;
}

/** What the list of alerts shows. */
export interface AlertList extends UnknownRules {
  readonly alerts: readonly ListedAlert[];
  /** Why not all rules can be read. */
  readonly mistakes: readonly RulesMistake[];
}

/** Checks rules, and knows the alerts of each tenant. */
export class AlertsController implements Disposable {
  readonly #options: ControllerOptions;
  readonly #files: RulesFiles;
  readonly #notices: AlertNotices;
  readonly #lastChecks: LastChecks;
  /** One check at a time. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: ControllerOptions) {
    this.#options = options;
    this.#files = new RulesFiles({ ...options });
    this.#lastChecks = new LastChecks(options.memento);
    this.#notices = new AlertNotices({
      ...options,
      showLog: () => options.log.show(true),
      open: (target) => this.#open(target),
    });
  }

  dispose(): void {
    this.#files.dispose();
  }

  /** As they were remembered by the last check, wherever it ran; `undefined` where there are no rules. @throws UsageReportsError `storage` */
  async shown(connection: Connection): Promise<AlertList | undefined> {
    const { known, problems: mistakes } = await this.#files.read();
    if (known.length === 0 && mistakes.length === 0) {
      return undefined;
    }
    const alerts = listedAlerts(known, await (await this.#file(connection)).read());
    return { alerts, ...this.#lastChecks.unknown(connection.id, known, alerts), mistakes };
  }

  /** Opens what an alert is about. One that is no longer there changes nothing: the list has gone on. */
  async openAlert(connection: Connection, id: string): Promise<void> {
    const listed = await this.#find(connection, id);
    if (listed !== undefined) {
      await this.#open(targetOf(listed, connection.id));
    }
  }

  /** Copies what an alert says. */
  async copyAlert(connection: Connection, id: string): Promise<void> {
    const listed = await this.#find(connection, id);
    if (listed !== undefined) {
      await vscode.env.clipboard.writeText(alertText(listed, this.#options.now()));
      showStatus(vscode.l10n.t('Alert copied'));
    }
  }

  /** Opens the file that a rule is in at the rule; where it is in none any more, the file of which it was. */
  async editRule(id: string): Promise<void> {
    const found = await this.#files.find(id);
    await (found === undefined
      ? this.createRulesFile()
      : vscode.window.showTextDocument(found.uri, { selection: found.range }));
  }

  /** Checks, and says what was found, also that there is nothing. */
  async check(connection: Connection): Promise<void> {
    const checked = await withProgress(vscode.l10n.t('Checking rules'), (signal) =>
      this.#check(connection, signal).catch((error: unknown) => {
        if (isCancelled(error)) {
          return undefined;
        }
        throw error;
      }),
    );
    // Where no rule can be read, that was said.
    if (checked !== undefined && checked.rules > 0) {
      await this.#notices.tellResult(connection, checked);
    }
  }

  /** Checks, and says what is new. Without rules, nothing. */
  async checkAfterCollection(connection: Connection): Promise<void> {
    const { rules } = await this.#files.read();
    if (rules.length > 0) {
      const { listed, alerts } = await this.#check(connection, new AbortController().signal);
      await this.#notices.tellNews(connection, listed, alerts);
    }
  }

  /** Opens the file with rules; makes one where there is none. */
  async createRulesFile(): Promise<void> {
    const [existing] = await this.#files.existing();
    const { ofWorkspace, ofComputer } = this.#files;
    const file = existing ?? ofWorkspace ?? ofComputer;
    if (existing === undefined) {
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(newRulesFile()));
      this.#options.changed();
    }
    await vscode.window.showTextDocument(file);
  }

  async #find(connection: Connection, id: string): Promise<ListedAlert | undefined> {
    return (await this.shown(connection))?.alerts.find(({ alert }) => alertId(alert) === id);
  }

  async #check(
    connection: Connection,
    signal: AbortSignal,
  ): Promise<CheckedRules & { readonly rules: number; readonly listed: readonly ListedAlert[] }> {
    const next = this.#last.then(async () => {
      const { rules, known, problems } = await this.#files.read();
      const [problem] = problems;
      if (problem !== undefined) {
        void this.#tellProblem(problem.file, problem.error);
      }
      const { service, archive, now, log, changed } = this.#options;
      const directory = new ArchivedDirectory({ archive, tenantOf: (one) => service.tenantOf(one) });
      const queries = new ArchiveQueries({
        ...{ service, connection, directory, signal },
        prices: licensePricesOf(licensePrices(), licenseCurrency()),
      });
      try {
        const checked = await checkRules(rules, {
          ...{ connection: connection.id, service, queries, signal, now: now().toISOString() },
          file: await this.#file(connection),
        });
        await this.#lastChecks.remember(connection.id, rules, checked.notJudged);
        checked.notJudged.forEach(({ rule, reason }) => log.info(`${rule.id}: ${notJudgedText(reason)}`));
        return { ...checked, rules: rules.length, listed: listedAlerts(known, checked.alerts) };
      } finally {
        queries.dispose();
        changed();
      }
    });
    this.#last = next.catch(() => undefined);
    return next;
  }

  /** One message for all: the others are in the list of problems. */
  async #tellProblem(file: vscode.Uri, error: unknown): Promise<void> {
    this.#options.log.warn(logTextOf(error));
    const open = vscode.l10n.t('Open File');
    const name = vscode.workspace.asRelativePath(file);
    const text = vscode.l10n.t('Not all rules in {0} can be read. {1}', name, placedRuleErrorText(error));
    if ((await showError(text, open)) === open) {
      await vscode.window.showTextDocument(file, { selection: mistakeRange(error) });
    }
  }

  async #open({ ref, filters }: AlertTarget): Promise<void> {
    const { openReport, openTable } = this.#options;
    const asked = filters.length === 0 ? undefined : filters;
    await (isMadeTable(ref.report)
      ? openTable[ref.report](ref.connection, asked)
      : openReport(ref, asked === undefined ? {} : { filters: asked }));
  }

  async #file(connection: Connection): Promise<AlertFile> {
    const { service, archive } = this.#options;
    return new AlertFile(archive.folder, await service.tenantOf(connection), { isShared: () => archive.isShared });
  }
}

/** Where there are no rules, nothing is checked. */
export async function offerRulesFile(create: () => Promise<void>): Promise<void> {
  const button = vscode.l10n.t('Create Rules File');
  if ((await showInformation(vscode.l10n.t('There are no rules yet.'), button)) === button) {
    await create();
  }
}
