import assert from 'node:assert/strict';
import { array, literal, maxLength, optional, pipe, strictObject, string } from 'valibot';
import { wholeSchema } from '../../../../esbuild.schemas.mjs';
import { ruleForm } from '../../../../src/core/alerts/ruleSchema.js';
import { parseTemplate, templateForm } from '../../../../src/core/handout/templateSchema.js';
import { parseQueryInFile } from '../../../../src/shared/query/queryInFile.js';
import { queryForm } from '../../../../src/shared/query/querySchema.js';
import { savedViewForm } from '../../../../src/shared/views/savedViewSchema.js';
import { checkoutRoot } from '../../../support/host/checkout.mjs';
import { type Form, type JsonSchema, schemaDifferences } from '../../../support/schemaDifferences.js';

const queryEntries = entriesOf(queryForm);
/** What no query in a file can have: it serves every tenant, at any time. */
const ONLY_OF_OTHERS = ['connection', 'date', 'refreshDate'];
const source = without(queryEntries['source']?.wrapped, ...ONLY_OF_OTHERS);
/** The newest snapshot that is old enough. */
const earlier = { type: 'optional', wrapped: queryEntries['earlier']?.wrapped?.options?.[1] as Form };
const queryOfRule = { ...queryForm, entries: { ...queryEntries, source, earlier } };
/** A template has changes where the month before is read in the same way. */
const queryOfTemplate = {
  ...without({ ...queryForm, entries: { ...queryEntries, source } }, 'earlier'),
};
const version = literal(1);
const $schema = optional(string());

const FILES = {
  'src/core/handout/template.schema.json': { form: templateForm, inside: { query: queryOfTemplate } },
  'src/core/alerts/rules.schema.json': {
    form: strictObject({ $schema, version, rules: pipe(array(ruleForm), maxLength(500)) }),
    inside: { query: queryOfRule },
  },
  'src/shared/views/views.schema.json': {
    form: strictObject({ $schema, version, views: pipe(array(savedViewForm), maxLength(1000)) }),
    inside: {},
  },
} as const;

describe('the schemas of the editor', () => {
  for (const [file, { form, inside }] of Object.entries(FILES)) {
    it(`say of files what reads them: ${file}`, () => {
      const schema = wholeSchema(checkoutRoot(), file) as unknown as JsonSchema;
      // The amounts of a template's query are all but the last, `change`, which needs an earlier snapshot.
      const differences = schemaDifferences(schema, form, inside).filter(
        (difference) => !(file.includes('template') && difference.endsWith('.aggregates[]: 2 forms, not 3')),
      );
      assert.deepEqual(differences, []);
    });
  }

  it('leave out of queries what files are refused with', () => {
    const query = { version: 1, source: { report: 'users' }, aggregates: [{ kind: 'count' }] };
    for (const name of ONLY_OF_OTHERS) {
      const value = name === 'connection' ? 'a' : '2026-10-31';
      const { problem } = parseQueryInFile({ ...query, source: { report: 'users', [name]: value } }, '');
      assert.equal(problem?.kind, 'notAllowed', name);
    }
    const changed = {
      ...query,
      aggregates: [
        { kind: 'count', name: 'Users' },
        { kind: 'change', of: 'Users' },
      ],
      earlier: { daysBefore: 28 },
    };
    const { problems } = parseTemplate({ version: 1, title: 'T', blocks: [{ kind: 'table', query: changed }] });
    assert.deepEqual(problems, [{ path: 'blocks.0.query.earlier', problem: { kind: 'notAllowed' } }]);
  });
});

function entriesOf(form: object): Readonly<Record<string, Form>> {
  return (form as Form).entries ?? {};
}

function without(form: Form | undefined, ...names: readonly string[]): Form {
  const { entries = {}, ...others } = form ?? assert.fail('no such form');
  return { ...others, entries: Object.fromEntries(Object.entries(entries).filter(([name]) => !names.includes(name))) };
}
