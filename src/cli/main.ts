#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { Catalog, type CatalogData } from '../core/catalog/catalog.js';
import { readArguments, type Arguments } from './arguments.js';
import { exitCodeOfError, collectCommand, errorFacts, safeMessageOf } from './collectCommand.js';
import { identityFrom } from './environment.js';
import { exitCodes } from './exitCodes.js';
import { help } from './help.js';
import { createReporter } from './reporter.js';
import { statusCommand } from './statusCommand.js';

/** The front door without VS Code: arguments and environment in, archive and exit code out. */
async function main(args: readonly string[]): Promise<number> {
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  const reporter = createReporter(write, args.includes('--json'), () => new Date());
  const stop = new AbortController();
  let interrupted: number | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    if (interrupted !== undefined) {
      process.exit(interrupted);
    }
    interrupted = signal === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated;
    stop.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    const code = await run(readArguments(args));
    return interrupted ?? code;
  } catch (error) {
    if (interrupted !== undefined) {
      return interrupted;
    }
    const code = exitCodeOfError(error);
    reporter.tell({ event: 'error', ...errorFacts(error), exitCode: code });
    if (!args.includes('--json')) {
      process.stderr.write(
        `${safeMessageOf(error)}${code === exitCodes.usage ? '\nusage-reports --help says how.' : ''}\n`,
      );
    }
    return code;
  }

  async function run(asked: Arguments): Promise<number> {
    switch (asked.command) {
      case 'help':
        write(help.trimEnd());
        return exitCodes.all;
      case 'version':
        write(
          (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string })
            .version,
        );
        return exitCodes.all;
      case 'status':
        return statusCommand(resolve(asked.archive), reporter);
      case 'collect': {
        const catalog = new Catalog(
          JSON.parse(readFileSync(new URL('./reports.json', import.meta.url), 'utf8')) as CatalogData,
        );
        const identity = identityFrom(asked, process.env, (path) => resolve(path));
        return collectCommand({
          arguments: asked,
          identity,
          archiveFolder: resolve(asked.archive),
          catalog,
          reporter,
          signal: stop.signal,
        });
      }
    }
  }
}

void main(process.argv.slice(2)).then((code) => {
  // Sockets that are kept alive must not keep the process; what was written is out once the stream says so.
  process.stdout.write('', () => process.exit(code));
});
