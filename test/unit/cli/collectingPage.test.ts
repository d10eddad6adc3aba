import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import type { Arguments } from '../../../src/cli/arguments.js';
import { readArguments } from '../../../src/cli/readArguments.js';
import { variables } from '../../../src/cli/environment.js';
import { exitCodes } from '../../../src/cli/exitCodes.js';
import { help } from '../../../src/cli/help.js';
import { parseCollectSet } from '../../../src/services/collect/collectSet.js';
import { checkoutRoot } from '../../support/host/checkout.mjs';
import { catalog } from '../../support/catalog.js';

const root = checkoutRoot();
const page = readFileSync(path.join(root, 'docs/collecting.md'), 'utf8');
const chapter = /\n## Collect without VS Code\n([\s\S]*?)(?:\n## |$)/.exec(page)?.[1] ?? '';
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  name: string;
  version: string;
  bin: Record<string, string>;
};

function blocks(language: string): string[] {
  return [...chapter.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text]) => text ?? '');
}

/** The arguments of every call of the tool in a text. */
function calls(text: string): string[][] {
  return [...text.matchAll(/(?:npx )?\busage-reports ((?:collect|status) [^\n>]*)/g)].map(([, rest]) =>
    (rest ?? '').trim().split(/\s+/),
  );
}

describe('docs/collecting.md on collecting without VS Code', () => {
  it('has a workflow for GitHub Actions and one for Azure Pipelines whose commands and variables exist', () => {
    const [github, azure, ...more] = blocks('yaml').map((text) => load(text) as Record<string, unknown>);
    assert.equal(more.length, 0);
    assert.deepEqual(Object.keys(github ?? {}), ['name', 'on', 'permissions', 'concurrency', 'jobs']);
    const job = (github?.['jobs'] as Record<string, { steps: Record<string, unknown>[] }>)['collect'];
    const steps = [job?.steps ?? [], azure?.['steps'] as Record<string, unknown>[]];
    for (const [index, list] of steps.entries()) {
      const script = (step: Record<string, unknown>) =>
        [step['run'], step['script']].find((text) => typeof text === 'string') ?? '';
      const collectingStep = list.find((step) => calls(script(step)).length > 0);
      assert.deepEqual(
        Object.keys(collectingStep?.['env'] ?? {}).sort(),
        [variables.client, variables.secret, variables.tenant].sort(),
        `workflow ${index}`,
      );
      assert.ok(list.some((step) => script(step).includes(`${manifest.name}-${manifest.version}.tgz`)));
      const committing = list.find((step) => script(step).includes('git commit'));
      assert.match(script(committing ?? {}), /git add archive ':!archive\/\.tmp'\n/);
      assert.ok(list.indexOf(committing!) > list.indexOf(collectingStep!));
      // What came before a report failed is worth keeping.
      assert.match(JSON.stringify(committing), /!cancelled\(\)|succeededOrFailed\(\)/);
    }
  });

  it('calls the tool as it can be called', () => {
    const all: Arguments[] = [...blocks('yaml'), ...blocks('sh')].flatMap(calls).map((args) => readArguments(args));
    assert.deepEqual(all.map(({ command }) => command).sort(), ['collect', 'collect', 'collect', 'collect', 'status']);
    for (const read of all) {
      if (read.command === 'collect') {
        assert.equal(parseCollectSet(read.set, catalog).kind, 'daily');
      }
    }
    assert.equal(manifest.bin['usage-reports'], './dist/cli.js');
  });

  it('names every variable, exit code and option, as the help does', () => {
    for (const text of [chapter, help()]) {
      for (const name of Object.values(variables)) {
        assert.ok(text.includes(name), name);
      }
      for (const code of Object.values(exitCodes)) {
        assert.match(text, new RegExp(`\\b${code}\\b`));
      }
    }
    const named = new Set([...chapter.matchAll(/\bAZURE_[A-Z_]+/g)].map(([name]) => name));
    assert.deepEqual([...named].sort(), Object.values(variables).sort());
    const options = (text: string) =>
      [...new Set([...text.matchAll(/--[a-z][a-z-]+/g)].map(([option]) => option))].sort();
    const elsewhere = ['--cached', '--global', '--no-save', '--quiet'];
    assert.deepEqual(
      options(chapter).filter((option) => !elsewhere.includes(option)),
      options(help()),
    );
  });
});
