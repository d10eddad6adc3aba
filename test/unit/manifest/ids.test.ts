import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { contextKeys, menuWords } from '../../../src/features/common/contextKeys.js';
import { settingNames } from '../../../src/settingDefaults.js';
import { TABLE_ACTIONS } from '../../../src/shared/tableActions.js';
import { checkoutRoot } from '../../support/host/checkout.mjs';
import { readSource, scripts } from '../folders/sources.js';
import { manifest, manifestText, settings } from './readManifest.js';

const root = checkoutRoot();
const sources = scripts()
  .filter((file) => file.startsWith('src/'))
  .map((file) => [file, readSource(file)] as const);
const texts = ['package.nls.json', 'media/walkthrough/register.md'].map((file) =>
  readFileSync(path.join(root, file), 'utf8'),
);

/** What each of two lists has and the other lacks; nothing where both name the same. */
function differences(one: Iterable<string>, other: Iterable<string>): string[] {
  const [left, right] = [new Set(one), new Set(other)];
  return [
    ...[...left].filter((name) => !right.has(name)).map((name) => `only in the first: ${name}`),
    ...[...right].filter((name) => !left.has(name)).map((name) => `only in the second: ${name}`),
  ].sort();
}

function found(pattern: RegExp, ...where: readonly string[]): string[] {
  return where.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name));
}

/** The names in `commandArguments` of commandArguments.ts, which cannot be loaded without VS Code. */
function commandNames(code: string): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.name.text === 'commandArguments') {
      const { initializer } = node;
      const literal =
        initializer !== undefined && ts.isAsExpression(initializer) ? initializer.expression : initializer;
      assert.ok(literal !== undefined && ts.isObjectLiteralExpression(literal));
      names.push(
        ...literal.properties.map(({ name }) => (name !== undefined && ts.isIdentifier(name) ? name.text : '')),
      );
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('commandArguments.ts', code, ts.ScriptTarget.Latest));
  return names;
}

/** The conditions of the manifest, wherever they stand. */
function conditions(): string[] {
  const raw = [
    ...found(/"when": "((?:[^"\\]|\\.)*)"/g, manifestText),
    ...found(/"onContext:((?:[^"\\]|\\.)*)"/g, manifestText),
  ];
  return raw.map((condition) => JSON.parse(`"${condition}"`) as string);
}

describe('names that the manifest and the code share', () => {
  const commands = commandNames(readSource('src/commandArguments.ts'));
  const contributed = manifest.contributes.commands.map(({ command }) => command.replace(/^usageReports\./, ''));

  it('are compared in both directions', () => {
    assert.deepEqual(differences(['a', 'b'], ['b', 'c']), ['only in the first: a', 'only in the second: c']);
    assert.deepEqual(differences(['a'], ['a']), []);
    assert.deepEqual(commandNames('const commandArguments = { one: 1, two: 2 } as const;'), ['one', 'two']);
  });

  it('are those of every command, which some feature registers', () => {
    assert.ok(commands.length > 30);
    assert.deepEqual(differences(commands, contributed), []);
    const codes = sources.map(([, code]) => code);
    const list = codes.filter((code) => /of TABLE_ACTIONS\) \{\s*commands\.register\(action,/.test(code));
    assert.equal(list.length, 1, 'the menu of a table registers its list');
    const registered = [
      ...found(/\.register\(\s*'(\w+)'/g, ...codes),
      ...found(/registerTenantTable\(\s*\{[^}]*\bcommand: '(\w+)'/g, ...codes),
      ...TABLE_ACTIONS,
    ];
    assert.deepEqual(differences(commands, registered), []);
  });

  it('are those of the commands that menus, walkthrough and texts run', () => {
    const run = [
      ...found(/"command": "usageReports\.(\w+)"/g, manifestText),
      ...found(/"onCommand:usageReports\.(\w+)"/g, manifestText),
      ...found(/\(command:usageReports\.(\w+)/g, ...texts),
    ];
    assert.ok(run.length > 100, `${run.length} were found`);
    assert.deepEqual(
      run.filter((name) => !contributed.includes(name)),
      [],
    );
  });

  it('are those of every setting', () => {
    assert.ok(settings.size > 10);
    assert.deepEqual(differences(settingNames, settings.keys()), []);
    const named = [
      ...found(/onSettingChanged:usageReports\.([\w.]+)/g, manifestText),
      ...found(/`#usageReports\.([\w.]+)#`/g, ...texts),
      ...manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.map((id) =>
        id.replace(/^usageReports\./, ''),
      ),
    ];
    assert.deepEqual(
      named.filter((name) => !settings.has(name)),
      [],
    );
  });

  it('are those of the context keys that conditions ask for, with their values', () => {
    const asked = conditions().flatMap((when) => [
      ...when.matchAll(/(?<![!=]= |config\.)\busageReports\.(\w+)(?: [!=]= (\w+))?/g),
    ]);
    assert.deepEqual(
      differences(
        Object.keys(contextKeys),
        asked.map(([, key = '']) => key),
      ),
      [],
    );
    for (const [key, values] of Object.entries(contextKeys)) {
      const askedValues = asked.filter(([, name]) => name === key).map(([, , value]) => value);
      const known = values.map(String);
      assert.deepEqual(
        askedValues.filter((value) => value !== undefined && !known.includes(value)),
        [],
        key,
      );
      // A key that is true or false is asked for by its name alone.
      const words = values.filter((value): value is Exclude<typeof value, boolean> => typeof value === 'string');
      assert.deepEqual(
        words.filter((value) => !askedValues.includes(value)),
        [],
        key,
      );
    }
    const set = found(/setContextKey\('(\w+)'/g, ...sources.map(([, code]) => code));
    assert.deepEqual(differences(Object.keys(contextKeys), set), []);
  });

  it('are the words that menus look for in viewItem', () => {
    const looked = conditions().flatMap((when) => [
      ...found(/viewItem == (\w+)/g, when),
      ...found(/viewItem =~ \/(?:\^|\\b)(\w+)\\b\//g, when),
    ]);
    assert.equal(looked.length, conditions().join(' ').split('viewItem').length - 1, 'every viewItem is understood');
    assert.deepEqual(differences(menuWords, looked), []);
    const code = sources.filter(([file]) => /\/(sidebar|connections|alerts)\//.test(file)).map(([, text]) => text);
    const set = found(/'(\w+)'/g, ...code);
    assert.deepEqual(
      menuWords.filter((word) => !set.includes(word)),
      [],
    );
  });

  it('are those of views and panels', () => {
    const code = sources.map(([, text]) => text);
    const views = Object.values(manifest.contributes.views).flatMap((list) => list.map(({ id }) => id));
    assert.deepEqual(differences(found(/static readonly viewId = '([\w.]+)'/g, ...code), views), []);
    const panels = found(/static readonly viewType = '([\w.]+)'/g, ...code);
    const restored = manifest.activationEvents.flatMap((event) => found(/^onWebviewPanel:(.+)$/g, event));
    assert.deepEqual(differences(panels, restored), []);
    const asked = conditions();
    assert.deepEqual(
      found(/\bview == ([\w.]+)/g, ...asked).filter((id) => !views.includes(id)),
      [],
    );
    assert.deepEqual(
      found(/activeWebviewPanelId == ([\w.]+)/g, ...asked).filter((id) => !panels.includes(id)),
      [],
    );
  });
});
