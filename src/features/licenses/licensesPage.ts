import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import type { IsoDate } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import { LICENSES_ON_SCREEN, LICENSES_REPORT, PRODUCT, PRODUCTS_REPORT } from '../../core/licenses/licenseColumns.js';
import { licensePricesOf } from '../../core/licenses/prices.js';
import { productTable } from '../../core/licenses/productTable.js';
import { unusedCostOf } from '../../core/licenses/unusedCost.js';
import { spellingsOf } from '../../core/licenses/spellingsOf.js';
import { whyNoneUnused } from '../../core/licenses/whyNoneUnused.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { ReportTable } from '../../core/table/store/table.js';
import type { JoinedUsersFacts } from '../../core/users/joined/joinedUsers.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import { licenseDays } from '../../services/archiveQueries/licensesOverTime.js';
import { assignedChange } from '../../services/licenses/assignedChange.js';
import { askOf, openLicenses } from '../../services/licenses/openLicenses.js';
import { openSubscriptions } from '../../services/licenses/openSubscriptions.js';
import { openProducts } from '../../services/licenses/productHandle.js';
import { openUnused } from '../../services/licenses/unusedLicenses.js';
import type { ArchivedDirectory } from '../../services/directory/archivedDirectory.js';
import type { OpenOptions } from '../../services/reports/openOptions.js';
import type { PartialReport, Report } from '../../services/reports/report.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { TableHandle } from '../../services/tables/tableHandle.js';
import { licenseCurrency, licensePrices, openSettings } from '../../settings.js';
import type { Notice } from '../../shared/pages/common.js';
import type { ReportSummary } from '../../shared/pages/report.js';
import { usualColumnChoices } from '../../shared/pages/columnChoices.js';
import type { TableOverTime } from '../../shared/pages/tableOverTime.js';
import type { TableSources } from '../../shared/pages/tableSources.js';
import type { ReportRef } from '../../shared/report.js';
import { ADD_PAST_MONTHS, pastMonthsActions } from '../common/pastMonths.js';
import type { OverTimeOptions, TablePage } from '../common/tablePage.js';
import type { JoinedUsersPage } from './joinedUsersPage.js';
import { isProducts, productOf } from './licenseRefs.js';
import { unusedTitle } from './licenseTexts.js';
import { unusedDescription } from './unusedDescription.js';
import { noneUnusedTexts } from './noneUnusedTexts.js';
import { type PriceTexts, priceTexts } from './priceTexts.js';

export interface LicensesPageOptions {
  readonly connections: Connections;
  readonly service: ReportService;
  readonly users: () => Promise<JoinedUsersPage>;
  /** What is archived of the directories. */
  readonly directory: () => Promise<Pick<ArchivedDirectory, 'newest'>>;
  /** Lets the person choose the product whose unused licenses are shown. */
  readonly showUnused: (connection: string) => Promise<void>;
  /** Of a sample tenant, by the ID of its connection. */
  readonly addPastMonths: (connection: string) => Promise<void>;
}

interface Licenses {
  readonly table: TableHandle;
  readonly facts: JoinedUsersFacts;
  /** The table of users that they are made of. */
  readonly users: Report;
  readonly sources: TableSources | undefined;
}

/** The button that shows unused licenses. */
const SHOW_UNUSED = 'showUnusedLicenses';
/** The button that opens the settings of prices. */
const SET_PRICES = 'setLicensePrices';

/** The table of products, and those of unused licenses. */
export class LicensesPage implements TablePage {
  readonly #options: LicensesPageOptions;
  readonly #users: JoinedUsersPage;
  readonly #facts = new WeakMap<TableHandle, JoinedUsersFacts>();
  readonly #sources = new WeakMap<TableHandle, TableSources>();
  /** The archived days, of tables of products. */
  readonly #days = new WeakMap<TableHandle, readonly IsoDate[]>();
  readonly #noRows = new WeakMap<TableHandle, ReportSummary['noRows']>();
  readonly askAfterReload;
  readonly usualColumns;

  /** @param namesUsers whether the rows of its tables do */
  static async load(options: LicensesPageOptions, namesUsers: boolean): Promise<LicensesPage> {
    return new LicensesPage(options, await options.users(), namesUsers);
  }

  private constructor(options: LicensesPageOptions, users: JoinedUsersPage, namesUsers: boolean) {
    this.#options = options;
    this.#users = users;
    this.askAfterReload = namesUsers
      ? {
          text: vscode.l10n.t("Names of users aren't shown after a reload until you ask for them."),
          button: vscode.l10n.t('Show Unused Licenses'),
        }
      : undefined;
    this.usualColumns = namesUsers ? { showConstant: false, order: [...LICENSES_ON_SCREEN] } : usualColumnChoices;
  }

  async open(ref: ReportRef, options: OpenOptions): Promise<Report> {
    const licenses = await this.#licenses(ref, options);
    const { users, facts, sources } = licenses;
    let made: Made;
    try {
      made = await (isProducts(ref)
        ? this.#products(licenses, options.signal)
        : this.#unused(ref, licenses, options.signal));
    } catch (error) {
      users.table.dispose();
      throw error;
    } finally {
      licenses.table.dispose();
    }
    const { definition, table, prices, days, holdsUsers } = made;
    if (holdsUsers !== true) {
      users.table.dispose();
    }
    this.#facts.set(table, facts);
    if (days !== undefined) {
      this.#days.set(table, days);
    }
    if (sources !== undefined) {
      const shown = isProducts(ref) ? [{ id: SHOW_UNUSED, label: vscode.l10n.t('Show Unused Licenses…') }] : [];
      const past = days === undefined ? [] : pastMonthsActions(users.connection, days.length > 1);
      const set = prices?.offersSetting === true ? [{ id: SET_PRICES, label: vscode.l10n.t('Set Prices…') }] : [];
      this.#sources.set(table, {
        ...sources,
        cautions: [...(prices?.sentences ?? []), ...sources.cautions],
        actions: [...shown, ...set, ...past, ...sources.actions],
      });
    }
    return { ...users, ref, definition, table, refreshDate: table.refreshDate ?? facts.refreshDate };
  }

  follow(ref: ReportRef, shown: () => Report | undefined, changed: () => void): Disposable {
    const facts = () => {
      const report = shown();
      return report && this.#facts.get(report.table);
    };
    const hasOtherDays = async () => {
      const report = shown();
      const days = report && this.#days.get(report.table);
      return days !== undefined && days.join() !== (await this.#archivedDays(ref.connection)).join();
    };
    return this.#users.followUsers(ref, facts, changed, hasOtherDays);
  }

  describe({ table }: PartialReport): Partial<ReportSummary> {
    const sources = this.#sources.get(table);
    // It is of all products.
    return {
      product: '',
      noRows: this.#noRows.get(table),
      ...((this.#days.get(table) ?? []).length > 1
        ? { overTime: { title: vscode.l10n.t('Licenses over time'), choose: vscode.l10n.t('Product') } }
        : {}),
      ...(sources === undefined ? {} : { sources }),
    };
  }

  async overTime({ ref }: Report, how: OverTimeOptions): Promise<TableOverTime> {
    const { service, connections } = this.#options;
    const { answerLicensesOverTime } = await import('./licensesOverTime.js');
    return answerLicensesOverTime(service, connections.get(ref.connection), how);
  }

  notice(error: unknown, ref: ReportRef): Notice | undefined {
    const notice = this.#users.notice(error, ref);
    return (
      notice && {
        ...notice,
        text: vscode.l10n.t(
          'No reports about users of {0} are archived yet. Licenses are told from them.',
          this.#options.connections.get(ref.connection).name,
        ),
      }
    );
  }

  async run(action: string, ref: ReportRef): Promise<'other' | 'done' | 'changed'> {
    switch (action) {
      case SHOW_UNUSED:
        await this.#options.showUnused(ref.connection);
        return 'done';
      case ADD_PAST_MONTHS:
        await this.#options.addPastMonths(ref.connection);
        return 'done';
      case SET_PRICES:
        await openSettings('licenses');
        return 'done';
      default:
        return this.#users.run(action, ref);
    }
  }

  async #licenses(ref: ReportRef, options: OpenOptions): Promise<Licenses> {
    // The first users are no licenses.
    const users = await this.#users.open(ref, { ...options, onPartial: undefined });
    try {
      const facts = this.#users.factsOf(users);
      if (facts === undefined) {
        throw new UsageReportsError('invalidRequest', 'This table is not that of all users.', { argument: 'report' });
      }
      const table = await openLicenses(users.table, facts, options.signal);
      return { table, facts, users, sources: this.#users.describe(users).sources };
    } catch (error) {
      users.table.dispose();
      throw error;
    }
  }

  #archivedDays(connection: string): Promise<readonly IsoDate[]> {
    const { service, connections } = this.#options;
    return licenseDays(service, connections.get(connection));
  }

  async #products({ table, facts, users }: Licenses, signal: AbortSignal): Promise<Made> {
    const { service, connections } = this.#options;
    const connection = connections.get(users.ref.connection);
    const typed = licensePrices();
    const change = await assignedChange(service, connection.id, facts, signal);
    const products = await productTable(askOf(table, signal), {
      prices: licensePricesOf(typed, licenseCurrency()),
      change,
      subscriptions: await openSubscriptions(await this.#options.directory(), connection, signal),
      signal,
    });
    const cost = await unusedCostOf(products, signal);
    return {
      definition: {
        ...PRODUCTS_REPORT,
        title: vscode.l10n.t('Licenses'),
        description: vscode.l10n.t('One row for each product: how many users have it, use it, and do not.'),
        shares: [
          { label: vscode.l10n.t('Active in 90 days'), part: PRODUCT.active90, whole: PRODUCT.assigned, parts: 'used' },
        ],
      },
      table: await openProducts(products, users.table, facts.fetchedAt, signal),
      holdsUsers: true,
      days: await this.#archivedDays(connection.id),
      prices: priceTexts(cost, typed, productsIn(products)),
    };
  }

  async #unused(ref: ReportRef, { table, facts }: Licenses, signal: AbortSignal): Promise<Made> {
    const product = productOf(ref);
    const attributes = await this.#options.service.attributesFor(LICENSES_REPORT, ref.connection);
    const products = product === undefined ? undefined : await spellingsOf(askOf(table, signal), product);
    const prices = licensePricesOf(licensePrices(), licenseCurrency());
    const unused = await openUnused(table, { products, attributes, prices, signal });
    if (unused.rowCount === 0) {
      const why = await whyNoneUnused(askOf(table, signal), products);
      this.#noRows.set(unused, noneUnusedTexts(why, product, facts.refreshDate));
    }
    return {
      definition: {
        ...LICENSES_REPORT,
        title: unusedTitle(product),
        ...(product === undefined ? {} : { part: product }),
        description: await unusedDescription(askOf(unused, signal)),
      },
      table: unused,
    };
  }
}

function productsIn(products: ReportTable): string[] {
  const column = products.columnIndex(PRODUCT.product);
  return Array.from({ length: products.rowCount }, (_, row) => products.text(row, column));
}

interface Made {
  readonly definition: ReportDefinition;
  readonly table: TableHandle;
  /** Of products alone. */
  readonly prices?: PriceTexts;
  /** The archived days, of products alone. */
  readonly days?: readonly IsoDate[];
  /** Whether the table disposes of that of the users. */
  readonly holdsUsers?: true;
}
