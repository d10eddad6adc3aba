import * as l10n from '@vscode/l10n';
import { readFile } from 'node:fs/promises';
import { UsageReportsError } from '../base/errors.js';
import type { JsonFileProblem } from '../base/jsonFile.js';
import { errorCode } from '../base/redact.js';
import type { Catalog } from '../core/catalog/catalog.js';
import { accentColorOf, logoOf } from '../core/handout/appearance.js';
import { handoutFile } from '../core/handout/files/handoutFile.js';
import { hasValues } from '../core/handout/hasValues.js';
import { spanOfMonth, spanText } from '../core/handout/span.js';
import type { HandoutTemplate } from '../core/handout/template.js';
import { MAX_TEMPLATE_BYTES, readTemplate, tooLargeTemplate } from '../core/handout/templateFile.js';
import { licensePricesOf } from '../core/licenses/prices.js';
import { displayLanguage } from '../l10n/displayLanguage.js';
import { errorTextsFor } from '../l10n/errorTexts.js';
import { handoutFileTexts } from '../l10n/handoutFileTexts.js';
import { BUILT_IN_TEMPLATES } from '../l10n/handoutTemplates/builtIn.js';
import { handoutTexts } from '../l10n/handoutTexts.js';
import { monthGapsText } from '../l10n/monthGapsText.js';
import { templateErrorText } from '../l10n/templateErrorTexts.js';
import { ArchiveQueries } from '../services/archiveQueries/archiveQueries.js';
import { MADE_TABLES } from '../services/archiveQueries/madeTables.js';
import { makeHandout } from '../services/handout/makeHandout.js';
import { isIncomplete, type MonthGaps } from '../core/handout/incompleteMonth.js';
import { createFormat } from '../shared/format/format.js';
import { attributeCautions, attributesFrom } from './attributes.js';
import { directoryOf, openArchive, serviceOf } from './archivedTenant.js';
import type { Ending } from './ending.js';
import { safeMessageOf } from './errorFacts.js';
import { exitCodes } from './exitCodes.js';
import { pricesFrom } from './prices.js';
import type { ReportArguments } from './reportArguments.js';
import type { Reporter } from './reporter.js';
import { writeWhole } from './writeWhole.js';

export interface ReportCommandOptions {
  /** Its paths are absolute. */
  readonly arguments: ReportArguments;
  readonly catalog: Catalog;
  readonly reporter: Reporter;
  readonly ending: Pick<Ending, 'signal' | 'end'>;
}

/**
 * Makes a report to hand on of what is archived of a tenant, by a template. Sends no request.
 * @returns the exit code
 */
export async function reportCommand({
  arguments: args,
  catalog,
  reporter,
  ending,
}: ReportCommandOptions): Promise<number> {
  const { signal } = ending;
  const warn = (message: string) => reporter.report({ event: 'log', level: 'warning', message }, message);
  const template = await templateFrom(args.template, catalog, warn);
  const span = spanOfMonth(args.month);
  if (span.from > new Date().toISOString().slice(0, 10)) {
    const message = l10n.t("The month {0} hasn't begun yet.", args.month);
    throw new UsageReportsError('invalidRequest', message, { argument: 'month' });
  }
  const appearance = { ...colorFrom(args.accentColor), ...(await logoFrom(args.logo)) };
  const prices = licensePricesOf(await pricesFrom(args.prices), args.currency);
  const attributes = await attributesFrom(args);
  const archived = await openArchive(args, warn);
  const { connection } = archived;
  const service = serviceOf(archived, catalog, attributes);
  const queries = new ArchiveQueries({ service, connection, directory: directoryOf(archived), prices, signal });
  const format = createFormat(displayLanguage());
  let gaps: MonthGaps | undefined;
  try {
    const document = await makeHandout({
      ...{ template: args.title === undefined ? template : { ...template, title: args.title }, span, queries, catalog },
      ...{ tenant: connection.name, generatedAt: new Date().toISOString() },
      ...{ format, texts: handoutTexts(), mayNameUsers: args.nameUsers },
      errorText: (error) => errorTextsFor(error).text,
      minimumGroupSize: args.minimumGroup,
      onGaps: (found) => (gaps = found),
      ...appearance,
    });
    if (attributes !== undefined) {
      const users = await queries
        .use({ report: 'users' }, { asOf: span.to, since: span.from }, ({ table }) => Promise.resolve(table.warnings))
        .catch(withoutUsers);
      attributeCautions(users).forEach(warn);
    }
    const chunks = handoutFile(args.format, document, handoutFileTexts());
    await writeWhole(args.out, chunks, document.namesUsers && !args.shared, signal);
    if (!hasValues(document)) {
      warn(l10n.t('The archive has nothing of {0} that the template asks for.', args.month));
    } else if (gaps !== undefined && isIncomplete(gaps)) {
      warn(monthGapsText(spanText(span, format), gaps));
    }
    reporter.report(
      { event: 'report', template: args.template, month: args.month, hasValues: hasValues(document), file: args.out },
      l10n.t('{0} written to {1}', document.title, args.out),
    );
    return ending.end(exitCodes.all);
  } finally {
    queries.dispose();
    service.dispose();
  }
}

/** Without users there is nobody whose attributes could be missing, and the report says itself what it lacks. */
function withoutUsers(error: unknown): [] {
  if (error instanceof UsageReportsError && error.reason === 'notFound') {
    return [];
  }
  throw error;
}

/** @param named the ID of a built-in template, or a file @param warn of what looks like a mistake */
async function templateFrom(
  named: string,
  catalog: Catalog,
  warn: (message: string) => void,
): Promise<HandoutTemplate> {
  const builtIn = Object.entries(BUILT_IN_TEMPLATES).find(([id]) => id === named);
  if (builtIn !== undefined) {
    return builtIn[1]();
  }
  let content: Buffer;
  try {
    content = await readFile(named);
  } catch (error) {
    const ids = Object.keys(BUILT_IN_TEMPLATES).join(', ');
    const message =
      errorCode(error) === 'ENOENT'
        ? l10n.t('There is no template {0}. Name a file, or one of: {1}', named, ids)
        : l10n.t("The template {0} can't be read: {1}. Name a file, or one of: {2}", named, safeMessageOf(error), ids);
    throw new UsageReportsError('invalidRequest', message, { argument: 'template' }, { cause: error });
  }
  if (content.length > MAX_TEMPLATE_BYTES) {
    throw tooLargeTemplate();
  }
  const { template, problems, warnings } = readTemplate(content.toString('utf8'), catalog, MADE_TABLES);
  const inFile = ({ error }: JsonFileProblem) =>
    l10n.t('{0}, line {1}: {2}', named, String(error.details.place?.line ?? 1), templateErrorText(error));
  if (template === undefined) {
    throw new UsageReportsError('invalidRequest', problems.map(inFile).join('\n'), { argument: 'template' });
  }
  warnings.map(inFile).forEach(warn);
  return template;
}

function colorFrom(typed: string | undefined): { readonly accentColor?: string } {
  const accentColor = typed === undefined ? undefined : accentColorOf(typed);
  if (typed !== undefined && accentColor === undefined) {
    const message = l10n.t('The option {0} must be a color such as {1}.', '--accent-color', '#0f6cbd');
    throw new UsageReportsError('invalidRequest', message, { argument: 'arguments' });
  }
  return accentColor === undefined ? {} : { accentColor };
}

async function logoFrom(file: string | undefined): Promise<{ readonly logo?: string }> {
  if (file === undefined) {
    return {};
  }
  const refused = (message: string, cause?: unknown) =>
    new UsageReportsError('invalidRequest', message, { argument: 'logo' }, { cause });
  const content = await readFile(file).catch((error: unknown) => {
    throw refused(l10n.t("The logo {0} can't be read: {1}", file, safeMessageOf(error)), error);
  });
  const logo = logoOf(content);
  if (logo === undefined) {
    throw refused(l10n.t('The logo {0} must be a PNG, JPEG, or WebP picture of at most 100 KB.', file));
  }
  return { logo };
}
