import assert from 'node:assert/strict';
import { editorSchema } from '../../../../esbuild.schemas.mjs';
import { BLOCK_KINDS } from '../../../../src/core/handout/template.js';
import { checkoutRoot } from '../../../support/host/checkout.mjs';

interface Kinds {
  readonly properties: { readonly kind: { readonly enum: readonly string[] } };
  readonly allOf: readonly { readonly if: { readonly properties: { readonly kind: { readonly enum: string[] } } } }[];
  readonly oneOf?: undefined;
}

describe('the schemas that the editor gets', () => {
  const { definitions = {} } = editorSchema(checkoutRoot(), 'src/core/handout/template.schema.json');

  it('name all kinds of blocks, filters, and amounts at their place, and have the form of each', () => {
    for (const [name, kinds] of [
      ['block', BLOCK_KINDS],
      ['filter', ['range', 'days', 'values', 'share', 'blank', 'notBlank']],
    ] as const) {
      const { properties, allOf, oneOf } = definitions[name] as Kinds;
      assert.deepEqual(properties.kind.enum.toSorted(), kinds.toSorted(), name);
      assert.deepEqual(
        allOf.flatMap((form) => form.if.properties.kind.enum),
        properties.kind.enum,
      );
      // The editor would say the first kind alone.
      assert.equal(oneOf, undefined);
    }
  });

  it('leave alone what no kind tells', () => {
    assert.match(
      JSON.stringify(definitions),
      /"oneOf":\[\{"type":"object","description":"[^"]*","required":\["column"\]/,
    );
  });
});
