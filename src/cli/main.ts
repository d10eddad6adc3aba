#!/usr/bin/env node
import * as l10n from '@vscode/l10n';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { Catalog, type CatalogData } from '../core/catalog/catalog.js';
import { KnownSecrets } from '../services/auth/knownSecrets.js';
import type { Arguments } from './arguments.js';
import { readArguments } from './readArguments.js';
import { collectCommand } from './collectCommand.js';
import { Ending } from './ending.js';
import { identityFrom, secretsOf } from './environment.js';
import { abortable } from '../base/cancellation.js';
import { UsageReportsError } from '../base/errors.js';
import { errorCode } from '../base/redact.js';
import { safeMessageOf } from './errorFacts.js';
import { Output } from './output.js';
import { exitCodes } from './exitCodes.js';
import { help } from './help.js';
import { createFetch, proxyFrom } from './proxy.js';
import { createReporter } from './reporter.js';
import { safeLines } from './safeLines.js';
import { statusCommand } from './statusCommand.js';
import { streamFor } from './streams.js';
import { localizedCatalog } from '../l10n/catalogTexts.js';
import { setDisplayLanguage } from '../l10n/displayLanguage.js';
import { localeFrom, readBundle } from './locale.js';

/** How long a collection that is done waits for a reader of its output that reads nothing. */
const PATIENCE_MS = 10_000;

const args = process.argv.slice(2);
// Also where it is misspelled as `--json=1`: the program that reads the lines reads the error, too.
const json = args.some((arg) => arg === '--json' || arg.startsWith('--json='));
const secrets = new KnownSecrets();
secretsOf(process.env).forEach((secret) => secrets.add(secret));

const errors = new Output(streamFor(2, process.stderr));
const showError = (text: string) => safeLines(secrets.hide(text)).forEach((line) => errors.write(line));
const output = new Output(streamFor(1, process.stdout), {
  lost: (error) => {
    // Who has read enough of a pipe knows it.
    if (errorCode(error) !== 'EPIPE') {
      showError(l10n.t("The output can't be written any more: {0}", safeMessageOf(error)));
    }
  },
  skippedLine: (lines) => (json ? JSON.stringify({ event: 'skipped', lines }) : '…'),
});
const reporter = createReporter({ output, json, now: () => new Date(), secrets });
const ending = new Ending({
  reporter,
  showError: json ? () => undefined : showError,
  exit: (code) => process.exit(code),
});

/** Open sockets would keep the process alive, so it exits as soon as the output is written. */
async function exit(code: number, patienceMs?: number): Promise<void> {
  ending.close(code);
  await Promise.all([output.flushed(patienceMs), errors.flushed(patienceMs)]);
  process.exit(code);
}

/** @throws UsageReportsError `storage` if the path is relative to a folder that has been deleted */
function absolute(path: string): string {
  try {
    return resolve(path);
  } catch (error) {
    const message = l10n.t("The folder in which the tool was started doesn't exist any more.");
    throw new UsageReportsError('storage', message, {}, { cause: error });
  }
}

function absoluteOf(path: string | undefined): string | undefined {
  return path === undefined ? undefined : absolute(path);
}

/** Paths of a command that writes a file. @throws as {@link absolute} */
function withAbsolute<T extends { readonly archive: string; readonly out: string; readonly attributes?: string }>(
  command: T,
): T {
  const { archive, out, attributes } = command;
  return {
    ...{ ...command, archive: absolute(archive), out: absolute(out) },
    attributes: absoluteOf(attributes),
  };
}

function catalogOf(): Catalog {
  const file = new URL('./reports.json', import.meta.url);
  return new Catalog(localizedCatalog(JSON.parse(readFileSync(file, 'utf8')) as CatalogData));
}

/** Runs the command line: reads arguments and environment, writes the archive. */
async function run(command: Arguments): Promise<number> {
  switch (command.command) {
    case 'help':
      safeLines(help().trimEnd()).forEach((line) => output.write(line));
      return exitCodes.all;
    case 'version':
      output.write(
        (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version,
      );
      return exitCodes.all;
    case 'status':
      return ending.end(
        await abortable(statusCommand(absolute(command.archive), command.shared, reporter), ending.signal),
      );
    case 'export': {
      const { exportCommand } = await import('./exportCommand.js');
      return exportCommand({
        arguments: { ...withAbsolute(command), views: absolute(command.views) },
        catalog: catalogOf(),
        reporter,
        ending,
      });
    }
    case 'users': {
      const { usersCommand } = await import('./usersCommand.js');
      return usersCommand({ arguments: withAbsolute(command), catalog: catalogOf(), reporter, ending });
    }
    case 'storage': {
      const { storageCommand } = await import('./storageCommand.js');
      return storageCommand({ arguments: withAbsolute(command), catalog: catalogOf(), reporter, ending });
    }
    case 'views': {
      const { viewsCommand } = await import('./viewsCommand.js');
      return viewsCommand({ arguments: withAbsolute(command), catalog: catalogOf(), reporter, ending });
    }
    case 'licenses': {
      const { licensesCommand } = await import('./licensesCommand.js');
      return licensesCommand({
        arguments: { ...withAbsolute(command), prices: absoluteOf(command.prices) },
        catalog: catalogOf(),
        reporter,
        ending,
      });
    }
    case 'check': {
      const { archive, rules, prices } = command;
      const { checkCommand } = await import('./checkCommand.js');
      const paths = { archive: absolute(archive), rules: absolute(rules), prices: absoluteOf(prices) };
      return checkCommand({ arguments: { ...command, ...paths }, catalog: catalogOf(), reporter, ending });
    }
    case 'report': {
      const { archive, out, template, logo, prices } = command;
      const { reportCommand } = await import('./reportCommand.js');
      return reportCommand({
        arguments: {
          ...{
            ...command,
            archive: absolute(archive),
            out: absolute(out),
            logo: absoluteOf(logo),
            prices: absoluteOf(prices),
          },
          // The ID of a built-in template is no path.
          template: /[\\/.]/.test(template) ? absolute(template) : template,
        },
        catalog: catalogOf(),
        reporter,
        ending,
      });
    }
    case 'collect': {
      const catalog = catalogOf();
      const identity = identityFrom(command, process.env, absolute);
      const proxies = proxyFrom(process.env);
      return collectCommand({
        arguments: command,
        identity,
        archiveFolder: absolute(command.archive),
        catalog,
        fetch: await createFetch(proxies),
        reporter,
        secrets,
        ending,
      });
    }
  }
}

async function main(): Promise<void> {
  const locale = localeFrom(args, process.env);
  setDisplayLanguage(locale, readBundle(locale));
  const command = readArguments(args);
  const code = await run(command);
  // Results may be on their way to somebody who reads them page by page.
  await exit(code, command.command === 'collect' ? PATIENCE_MS : undefined);
}

const onFailure = (error: unknown) => void exit(ending.fail(error), PATIENCE_MS);
process
  .on('uncaughtException', onFailure)
  .on('unhandledRejection', onFailure)
  // Nothing is left that could bring the run to its end.
  .on('beforeExit', () => ending.code === undefined && onFailure(new Error('The run stopped before its end.')))
  .on('SIGINT', () => ending.interrupt(exitCodes.interrupted))
  .on('SIGTERM', () => ending.interrupt(exitCodes.terminated));
main().catch(onFailure);
