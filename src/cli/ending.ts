import * as l10n from '@vscode/l10n';
import { helpFor } from './collectLines.js';
import { errorFacts, safeMessageOf } from './errorFacts.js';
import { exitCodeOfError, exitCodes } from './exitCodes.js';
import type { Reporter } from './reporter.js';

export interface EndingOptions {
  readonly reporter: Reporter;
  /** Shows a person why the run failed. */
  readonly showError: (text: string) => void;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
}

/** The facts of a run's last event, without its name and the exit code. */
export type EndFacts = Readonly<Record<string, unknown>>;

/**
 * How a run ends: once, and with the exit code that its last event has. Whatever happens after that event (a signal, an error that nobody
 * caught) changes neither.
 */
export class Ending {
  readonly #options: EndingOptions;
  readonly #interruption = new AbortController();
  #interruptedCode: number | undefined;
  #code: number | undefined;

  constructor(options: EndingOptions) {
    this.#options = options;
  }

  /** Aborted when the run is to end early. */
  get signal(): AbortSignal {
    return this.#interruption.signal;
  }

  /** The exit code; `undefined` until the run has come to its end. */
  get code(): number | undefined {
    return this.#code;
  }

  /** A signal of the system. The second one, and any at the end, does not wait. */
  interrupt(code: number): void {
    if (this.#interruptedCode === undefined && this.#code === undefined) {
      this.#interruptedCode = code;
      this.#interruption.abort();
      return;
    }
    this.#options.exit(this.end(exitCodes.all));
  }

  /**
   * The run has come to its end. An interrupted run ends with the code of its signal.
   * @returns the exit code
   */
  end(code: number, facts: EndFacts = {}, text?: string): number {
    if (this.#code === undefined) {
      this.#code = this.#interruptedCode ?? code;
      this.#options.reporter.report({ event: 'end', ...facts, exitCode: this.#code }, text);
    }
    return this.#code;
  }

  /** The run has come to its end without a last event, because it only shows a text. */
  close(code: number): void {
    this.#code ??= code;
  }

  /**
   * The run has failed.
   * @returns the exit code
   */
  fail(error: unknown): number {
    if (this.#interruptedCode !== undefined) {
      return this.end(this.#interruptedCode, {}, l10n.t('The run was interrupted.'));
    }
    if (this.#code === undefined) {
      this.#code = exitCodeOfError(error);
      this.#options.reporter.report({
        event: 'error',
        ...errorFacts(error),
        help: helpFor(error),
        exitCode: this.#code,
      });
      const usage = this.#code === exitCodes.usage ? `\n${l10n.t('For help, run {0}.', 'usage-reports --help')}` : '';
      this.#options.showError(`${safeMessageOf(error)}${usage}`);
    }
    return this.#code;
  }
}
