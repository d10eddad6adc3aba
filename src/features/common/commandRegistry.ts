import * as vscode from 'vscode';
import { type CommandArgument, commandId, type CommandName } from '../../commandIds.js';
import { type Disposable, Emitter } from '../../base/emitter.js';
import type { ErrorDisplay, ErrorScope } from './errorDisplay.js';

/** Runs the command and shows its error. Throws the error as well where the command's `rethrow` says so. */
export type RunCommand<Name extends CommandName> = (argument?: CommandArgument<Name>) => Promise<unknown>;

export interface CommandOptions<Name extends CommandName> {
  /** Whether a program has called it, which wants the error as well. */
  readonly rethrow?: (argument: CommandArgument<Name> | undefined) => boolean;
}

/** Where features register their commands. */
export class CommandRegistry implements Disposable {
  readonly #errors: ErrorDisplay;
  readonly #registrations: Disposable[] = [];
  readonly #ran = new Emitter<void>();

  /** A command is about to run. */
  readonly onWillRun = this.#ran.event;

  constructor(errors: ErrorDisplay) {
    this.#errors = errors;
  }

  dispose(): void {
    this.#registrations.forEach((registration) => registration.dispose());
    this.#ran.dispose();
  }

  /** @param handler is given `undefined` where there is no argument, or one that the command does not take */
  register<Name extends CommandName>(
    name: Name,
    handler: (argument: CommandArgument<Name> | undefined) => unknown,
    { rethrow = () => false }: CommandOptions<Name> = {},
  ): RunCommand<Name> {
    const run: RunCommand<Name> = async (argument) => {
      this.#ran.fire();
      try {
        return await handler(argument);
      } catch (error) {
        void this.#errors.show(error, scopeOf(argument), async () => void (await run(argument)));
        if (rethrow(argument)) {
          throw error;
        }
        return undefined;
      }
    };
    this.#registrations.push(
      vscode.commands.registerCommand(commandId(name), async (raw: unknown) => run(await argumentOf(name, raw))),
    );
    return run;
  }
}

async function argumentOf<Name extends CommandName>(
  name: Name,
  raw: unknown,
): Promise<CommandArgument<Name> | undefined> {
  return raw === undefined ? undefined : (await import('../../commandArguments.js')).parseArgument(name, raw);
}

function scopeOf(argument: unknown): ErrorScope {
  return typeof argument === 'object' &&
    argument !== null &&
    'connection' in argument &&
    typeof argument.connection === 'string'
    ? { connection: argument.connection }
    : {};
}
