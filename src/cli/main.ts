#!/usr/bin/env node
import * as l10n from '@vscode/l10n';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { Catalog, type CatalogData } from '../core/catalog/catalog.js';
import { readArguments, type Arguments } from './arguments.js';
import { collectCommand } from './collectCommand.js';
import { identityFrom } from './environment.js';
import { errorCode } from '../base/redact.js';
import { errorFacts, safeMessageOf } from './errorFacts.js';
import { Output } from './output.js';
import { exitCodeOfError, exitCodes } from './exitCodes.js';
import { help } from './help.js';
import { createFetch, proxyFrom } from './proxy.js';
import { createReporter } from './reporter.js';
import { statusCommand } from './statusCommand.js';
import { localizedCatalog } from '../l10n/catalogTexts.js';
import { setDisplayLanguage } from '../l10n/displayLanguage.js';
import { localeFrom, readBundle } from './locale.js';

/** Runs the command line: reads arguments and environment, writes the archive, returns the exit code. */
async function main(args: readonly string[], output: Output, errors: Output): Promise<number> {
  const write = (line: string) => output.write(line);
  const reporter = createReporter(write, args.includes('--json'), () => new Date());
  const interruption = new AbortController();
  let interruptedCode: number | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    if (interruptedCode !== undefined) {
      process.exit(interruptedCode);
    }
    interruptedCode = signal === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated;
    interruption.abort();
  };
  const locale = localeFrom(args, process.env);
  setDisplayLanguage(locale, readBundle(locale));
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    const code = await run(readArguments(args));
    return interruptedCode ?? code;
  } catch (error) {
    if (interruptedCode !== undefined) {
      return interruptedCode;
    }
    const code = exitCodeOfError(error);
    reporter.report({ event: 'error', ...errorFacts(error), exitCode: code });
    if (!args.includes('--json')) {
      errors.write(
        `${safeMessageOf(error)}${code === exitCodes.usage ? `\n${l10n.t('For help, run {0}.', 'usage-reports --help')}` : ''}`,
      );
    }
    return code;
  }

  async function run(command: Arguments): Promise<number> {
    switch (command.command) {
      case 'help':
        write(help().trimEnd());
        return exitCodes.all;
      case 'version':
        write(
          (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string })
            .version,
        );
        return exitCodes.all;
      case 'status':
        return statusCommand(resolve(command.archive), reporter);
      case 'collect': {
        const catalog = new Catalog(
          localizedCatalog(JSON.parse(readFileSync(new URL('./reports.json', import.meta.url), 'utf8')) as CatalogData),
        );
        const identity = identityFrom(command, process.env, (path) => resolve(path));
        const proxies = proxyFrom(process.env);
        return collectCommand({
          arguments: command,
          identity,
          archiveFolder: resolve(command.archive),
          catalog,
          fetch: await createFetch(proxies),
          reporter,
          signal: interruption.signal,
        });
      }
    }
  }
}

const errors = new Output(process.stderr);
const output = new Output(process.stdout, (error) => {
  // Who has read enough of a pipe knows it.
  if (errorCode(error) !== 'EPIPE') {
    errors.write(l10n.t("The output can't be written any more: {0}", safeMessageOf(error)));
  }
});
void main(process.argv.slice(2), output, errors).then(async (code) => {
  // Open sockets would keep the process alive, so it exits as soon as the output is written.
  await output.flushed();
  await errors.flushed();
  process.exit(code);
});
