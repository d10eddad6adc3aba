import * as vscode from 'vscode';
import type { CommandArgument } from '../../commandIds.js';
import type { Disposable } from '../../base/emitter.js';
import { lazy } from '../../base/lazy.js';
import { connectionOf } from '../common/arguments.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { OpenReport } from '../common/openReport.js';
import { onDidChangeSetting } from '../../settings.js';
import { setContextKey } from '../common/setContextKey.js';
import type { TableKind, TableTabs } from '../common/tablePage.js';
import type { OpenTable } from '../common/tenantTable.js';
import type { LicensesPageOptions } from './licensesPage.js';
import { isProducts, isUnused, productOf, productsRef, unusedRef } from './licenseRefs.js';
import { unusedTitle } from './licenseTexts.js';

export interface LicensesFeatureOptions extends Omit<LicensesPageOptions, 'showUnused'> {
  readonly commands: CommandRegistry;
  readonly tables: { add(kind: TableKind): TableTabs };
  /** The table that has the focus. */
  readonly activeTable: () => OpenReport | undefined;
}

export interface LicensesFeature extends Disposable {
  /** Opens the table of products. */
  readonly open: OpenTable;
}

/** Who uses the licenses that are assigned, and who does not. */
export function registerLicenses(options: LicensesFeatureOptions): LicensesFeature {
  const { commands, connections, tables, activeTable } = options;
  const showUnused = async (connection: string) => {
    const { chooseUnused } = await import('./chooseUnused.js');
    const ref = productsRef(connection);
    const chosen = await chooseUnused(ref, await products());
    // Where nothing is archived, the page says so, and what helps.
    await (chosen === 'nothing'
      ? productTabs.open(ref)
      : chosen && unusedTabs.open(unusedRef(connection, chosen.product)));
  };
  const load = async (namesUsers: boolean) => {
    const { LicensesPage } = await import('./licensesPage.js');
    return LicensesPage.load({ ...options, showUnused }, namesUsers);
  };
  const products = lazy(() => load(false));
  const productTabs = tables.add({
    owns: isProducts,
    title: ({ connection }) => vscode.l10n.t('Licenses') + connections.suffix(connection),
    load: products,
    inFront: (isInFront) => setContextKey('canShowUnused', isInFront),
  });
  const unusedTabs = tables.add({
    owns: isUnused,
    title: (ref) => unusedTitle(productOf(ref)) + connections.suffix(ref.connection),
    load: () => load(true),
  });
  const idOf = (argument: CommandArgument<'openLicenses'> | undefined) =>
    (connectionOf(argument, connections) ?? connections.active).id;

  const open: OpenTable = (connection, filters) => productTabs.open(productsRef(connection), filters);
  commands.register('openLicenses', (argument) => open(idOf(argument)));
  commands.register('openUnusedLicenses', (argument) => showUnused(idOf(argument)));
  // The row of the table of products that a menu was opened on.
  commands.register('showUnusedLicenses', async (place) => {
    const { productIn } = await import('./productIn.js');
    const found = place && (await productIn(activeTable(), place.row));
    await (found && unusedTabs.open(unusedRef(found.connection, found.product)));
  });
  const subscription = onDidChangeSetting('licenses', async () => {
    await productTabs.reload(() => true);
    await unusedTabs.reload(() => true);
  });
  return { open, dispose: () => subscription.dispose() };
}
