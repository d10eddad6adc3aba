import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readArguments } from '../../../src/cli/readArguments.js';
import { exitCodeOfError } from '../../../src/cli/exitCodes.js';
import { UsageReportsError } from '../../../src/base/errors.js';

/** What each command needs. */
const NEEDED = {
  collect: ['--archive', 'a'],
  status: ['--archive', 'a'],
  export: ['--archive', 'a', '--report', 'getNothing', '--out', 'o'],
  users: ['--archive', 'a', '--out', 'o'],
  licenses: ['--archive', 'a', '--out', 'o'],
  views: ['--archive', 'a', '--out', 'o'],
} as const;
type Command = keyof typeof NEEDED;

const ALL: readonly Command[] = ['collect', 'status', 'export', 'users', 'licenses', 'views'];

/** Each option as it may be written, and the commands that docs/collecting.md gives it to. */
const OPTIONS: readonly (readonly [string, readonly Command[]])[] = [
  ['--archive=b', ALL],
  ['--shared', ALL],
  ['--json', ALL],
  ['--locale=de', ALL],
  ['--format=csv', ['collect', 'export', 'users', 'licenses']],
  ['--tenant=contoso', ['collect', 'export', 'users', 'licenses']],
  ['--out=p', ['export', 'users', 'licenses', 'views']],
  ['--engine=spark', ['views']],
  ['--attributes=hr.csv', ['export', 'users', 'licenses']],
  ['--attributes-user=UPN', ['export', 'users', 'licenses']],
  ['--unused', ['licenses']],
  ['--product=E5', ['licenses']],
  ['--prices=p.json', ['licenses']],
  ['--currency=EUR', ['licenses']],
  ['--report=foo', ['export']],
  ['--period=D30', ['export']],
  ['--date=2026-11-18', ['export']],
  ['--view=foo', ['export']],
  ['--views=foo', ['export']],
  ['--minimum-group=5', ['export']],
  ['--set=daily', ['collect']],
  ['--sample', ['collect']],
  ['--dry-run', ['collect']],
  ['--cloud=global', ['collect']],
  ['--graph-endpoint=https://graph.contoso.example', ['collect']],
  ['--fresh-hours=1', ['collect']],
  ['--max-minutes=1', ['collect']],
  ['--month-ends=0', ['collect']],
  ['--csv-per-function=1', ['collect']],
  ['--csv-per-tenant=1', ['collect']],
  ['--json-per-tenant=1', ['collect']],
];

describe('a command', () => {
  it('takes its own options, and refuses all others', () => {
    for (const command of ALL) {
      for (const [option, commands] of OPTIONS) {
        // The attributes of users are those of the list of unused licenses.
        const also = [
          ...(command === 'licenses' && option.startsWith('--attributes') ? ['--unused'] : []),
          ...(option.startsWith('--attributes-user') && commands.includes(command) ? ['--attributes=hr.csv'] : []),
        ];
        const read = () => readArguments([command, ...NEEDED[command], ...also, option]);
        if (commands.includes(command)) {
          assert.equal(read().command, command, option);
        } else {
          assert.throws(read, refused(command, [option]));
        }
      }
    }
  });

  it("refuses another command's option wherever it stands, among any of its own", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ALL), fc.subarray([...OPTIONS]), fc.nat(), (command, chosen, seed) => {
        const foreign = chosen.filter(([, commands]) => !commands.includes(command)).map(([option]) => option);
        fc.pre(foreign.length > 0);
        const args = [...NEEDED[command], ...chosen.map(([option]) => option)];
        // An option and its value stay together.
        const place = seed % 2 === 0 ? 0 : args.length;
        args.splice(place, 0, command);
        assert.throws(() => readArguments(args), refused(command, foreign));
      }),
    );
  });

  it('has past months of the sample tenant alone, and makes them', () => {
    const read = (...more: string[]) => readArguments(['collect', '--archive', 'a', '--past-months', ...more]);
    const sampled = read('--sample');
    assert.ok(sampled.command === 'collect' && sampled.pastMonths);
    assert.throws(() => read(), /--past-months can't be used without --sample/);
    assert.throws(() => read('--sample', '--dry-run'), /--past-months and --dry-run can't be combined/);
    assert.throws(
      () => readArguments(['users', '--archive', 'a', '--out', 'o', '--past-months']),
      refused('users', ['--past-months']),
    );
  });

  it('writes to a file, not to the standard output', () => {
    for (const command of ['export', 'users', 'licenses'] as const) {
      assert.throws(() => readArguments([command, ...NEEDED[command], '--out', '-']), /--out must be a file/);
    }
  });
});

function refused(command: Command, foreign: readonly string[]) {
  return (error: unknown) => {
    assert.ok(error instanceof UsageReportsError);
    assert.equal(exitCodeOfError(error), 1);
    const [, named = ''] = /^The command \w+ doesn't have the option (--[\w-]+)\.$/.exec(error.message) ?? [];
    assert.ok(error.message.startsWith(`The command ${command} `), error.message);
    assert.ok(
      foreign.some((option) => option.split('=')[0] === named),
      error.message,
    );
    return true;
  };
}
