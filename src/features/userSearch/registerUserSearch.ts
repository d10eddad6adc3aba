import type { CommandRegistry, RunCommand } from '../common/commandRegistry.js';
import type { FindUserOptions } from './findUser.js';

export interface UserSearchOptions extends FindUserOptions {
  readonly commands: CommandRegistry;
}

/** What the archived reports say about one user. */
export function registerUserSearch(options: UserSearchOptions): RunCommand<'findUser'> {
  return options.commands.register('findUser', async (argument) =>
    (await import('./findUser.js')).findUser(argument, options),
  );
}
