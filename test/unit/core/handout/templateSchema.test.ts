import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { wholeSchema } from '../../../../esbuild.schemas.mjs';
import { DAY_PLACEHOLDERS } from '../../../../src/core/handout/template.js';
import { TEMPLATE_ENDING } from '../../../../src/core/handout/templateEnding.js';
import { parseTemplate } from '../../../../src/core/handout/templateSchema.js';
import { checkoutRoot } from '../../../support/host/checkout.mjs';
import { BLOCKS } from './templateBlocks.js';

describe('the schema that completes a template', () => {
  it('is of templates that have everything', () => {
    const blocks = Object.values(BLOCKS).flat();
    assert.equal(
      parseTemplate({ $schema: 'x', version: 1, title: 'All', showsUsers: true, blocks }).problems,
      undefined,
    );
  });

  it('names every day that follows the report, and no other', () => {
    const { definitions } = wholeSchema(checkoutRoot(), 'src/core/handout/template.schema.json');
    const { anyOf } = definitions['day'] as { readonly anyOf: readonly { readonly enum?: readonly string[] }[] };
    assert.deepEqual(anyOf[0]?.enum, DAY_PLACEHOLDERS);
  });

  it('is that of every file whose name ends as that of a template', () => {
    const { contributes } = JSON.parse(readFileSync(path.join(checkoutRoot(), 'package.json'), 'utf8')) as {
      readonly contributes: {
        readonly jsonValidation: readonly { readonly fileMatch: string; readonly url: string }[];
      };
    };
    const found = contributes.jsonValidation.find(({ fileMatch }) => fileMatch === `*${TEMPLATE_ENDING}`);
    assert.equal(found?.url, './dist/template.schema.json');
  });
});
