import * as l10n from '@vscode/l10n';
import { readFile } from 'node:fs/promises';
import { UsageReportsError } from '../base/errors.js';
import type { Catalog } from '../core/catalog/catalog.js';
import { checkRule } from '../core/alerts/checkRule.js';
import { type AlertRule } from '../core/alerts/rule.js';
import { MAX_RULES_BYTES, readRules } from '../core/alerts/rulesFile.js';
import { licensePricesOf } from '../core/licenses/prices.js';
import { notJudgedText } from '../l10n/alertTexts.js';
import { placedRuleErrorText } from '../l10n/ruleErrorTexts.js';
import { plural } from '../l10n/plurals.js';
import { AlertFile } from '../services/alerts/alertFile.js';
import { checkRules } from '../services/alerts/checkRules.js';
import { ArchiveQueries } from '../services/archiveQueries/archiveQueries.js';
import { MADE_TABLES } from '../services/archiveQueries/madeTables.js';
import { alertEvent, alertLine, markdownOf, withStates } from './alertLines.js';
import { directoryOf, openArchive, serviceOf } from './archivedTenant.js';
import type { CheckArguments } from './arguments.js';
import type { Ending } from './ending.js';
import { exitCodes } from './exitCodes.js';
import { pricesFrom } from './prices.js';
import type { Reporter } from './reporter.js';

export interface CheckCommandOptions {
  /** Its paths are absolute. */
  readonly arguments: CheckArguments;
  readonly catalog: Catalog;
  readonly reporter: Reporter;
  readonly ending: Pick<Ending, 'signal' | 'end'>;
  readonly now?: () => Date;
}

/**
 * Judges rules by what is archived of a tenant, and says which alerts there are. Sends no request.
 * @returns the exit code
 */
export async function checkCommand({
  arguments: args,
  catalog,
  reporter,
  ending,
  now: clock = () => new Date(),
}: CheckCommandOptions): Promise<number> {
  const { signal } = ending;
  const warn = (message: string) => reporter.report({ event: 'log', level: 'warning', message }, message);
  const rules = await rulesIn(args.rules, catalog);
  const prices = licensePricesOf(await pricesFrom(args.prices), args.currency);
  const archived = await openArchive(args, warn);
  const { archive, connection } = archived;
  const service = serviceOf(archived, catalog);
  const queries = new ArchiveQueries({ service, connection, directory: directoryOf(archived), prices, signal });
  const now = clock();
  const checked = await checkRules(rules, {
    ...{ connection: connection.id, service, queries, signal, now: now.toISOString() },
    file: new AlertFile(archive.folder, connection.id, { isShared: () => args.shared }),
  }).finally(() => {
    queries.dispose();
    service.dispose();
  });
  const alerts = withStates(rules, checked).filter(({ state }) => !args.onlyNew || state !== 'active');
  const cleared = checked.news.filter(({ kind }) => kind === 'cleared').length;
  if (args.format === 'md') {
    reporter.report({ event: 'alerts' }, markdownOf(connection.name, alerts, checked));
  } else {
    alerts.forEach((listed) => reporter.report(alertEvent(listed), alertLine(listed, now)));
    for (const { rule, reason } of checked.notJudged) {
      const message = l10n.t('{0} could not be judged. {1}', rule.title, notJudgedText(reason));
      reporter.report({ event: 'notJudged', rule: rule.id, reason: reason.kind, message }, message);
    }
  }
  const text = plural(alerts.length, { one: l10n.t('{0} alert'), other: l10n.t('{0} alerts') });
  return ending.end(
    alerts.length > 0 ? exitCodes.alerts : checked.notJudged.length > 0 ? exitCodes.notJudged : exitCodes.all,
    {
      tenant: connection.name,
      rules: rules.length,
      alerts: alerts.length,
      cleared,
      notJudged: checked.notJudged.length,
    },
    args.format === 'md' ? undefined : text,
  );
}

/** Of a file with a mistake nothing is checked: who reads only the exit code would take a rule that is left out for one that is not met. */
async function rulesIn(file: string, catalog: Catalog): Promise<readonly AlertRule[]> {
  const text = await readFile(file).catch((error: unknown) => {
    throw new UsageReportsError('invalidRequest', l10n.t("The file {0} can't be read.", file), {}, { cause: error });
  });
  if (text.byteLength > MAX_RULES_BYTES) {
    const message = l10n.t('{0}: {1}', file, l10n.t('The file is too large to be read.'));
    throw new UsageReportsError('invalidRequest', message, { argument: 'rules' });
  }
  const tables = new Map(Object.entries(MADE_TABLES));
  const { rules, problems } = readRules(text.toString('utf8'), (rule, path) => checkRule(rule, path, catalog, tables));
  if (problems.length > 0) {
    const lines = problems.map(({ error }) => placedRuleErrorText(error));
    throw new UsageReportsError('invalidRequest', [`${file}:`, ...lines].join('\n'), {
      ...{ argument: 'rules', code: 'invalidRule' },
    });
  }
  return rules;
}
