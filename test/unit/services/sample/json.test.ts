import assert from 'node:assert/strict';
import { isOuter, jsonItems } from '../../../../src/services/sample/json.js';
import { allFacts, propertiesOf } from '../../core/catalog/facts.js';
import { catalog } from '../../../support/catalog.js';
import { jsonOf, service } from './support.js';

describe('Nested JSON of the sample tenant', () => {
  for (const fact of allFacts.filter(({ rows, variants }) => rows !== undefined && variants === undefined)) {
    it(`${fact.name}: has every property where the reference has it`, () => {
      const definition = catalog.find(fact.name)!;
      for (const { name, inner } of propertiesOf(fact)) {
        assert.equal(
          isOuter(
            definition,
            definition.columns.find(({ json }) => json === name)!,
          ),
          !inner,
          name,
        );
      }
    });
  }

  it('holds all days of a series in one item, and each person in an item of their own', async () => {
    const handler = service({ users: 30 });
    const series = await jsonOf(handler, 'getTeamsTeamActivityCounts', { period: 'D30' });
    assert.equal(series.value.length, 1);
    assert.equal((series.value[0]!['userCounts'] as unknown[]).length, 30);
    assert.equal(series.value[0]!['reportPeriod'], 30);
    const people = await jsonOf(handler, 'getBrowserUserDetail', { period: 'D7' });
    assert.ok(people.value.length > 20);
    assert.ok(people.value.every((item) => (item['details'] as unknown[]).length === 1));
  });

  it('holds all products of a person in one item', () => {
    const definition = catalog.find('getOffice365ActivationsUserDetail')!;
    const row = (user: string, product: string) => ({
      'Report Refresh Date': '2026-11-19',
      'User Principal Name': user,
      'Display Name': user,
      'Product Type': product,
      'Last Activated Date': null,
      Windows: 1,
      Mac: 0,
      'Windows 10 Mobile': 0,
      iOS: 0,
      Android: 0,
      'Activated On Shared Computer': false,
    });
    const items = [...jsonItems(definition, [row('a', 'X'), row('a', 'Y'), row('b', 'X')])];
    assert.deepEqual(
      items.map((item) => [
        item['userPrincipalName'],
        (item['userActivationCounts'] as { productType: string }[]).map(({ productType }) => productType),
      ]),
      [
        ['a', ['X', 'Y']],
        ['b', ['X']],
      ],
    );
  });

  it('writes a blank as null, a list as an array and a period as the reference has it', async () => {
    const handler = service();
    const { value } = await jsonOf(handler, 'getEmailActivityUserDetail', { period: 'D7' });
    assert.ok(
      value.some((item) => item['deletedDate'] === null) &&
        value.some((item) => typeof item['deletedDate'] === 'string'),
    );
    assert.ok(
      value.some((item) => (item['assignedProducts'] as string[]).includes('ENTERPRISE MOBILITY + SECURITY E5')),
    );
    assert.equal(value[0]!['reportPeriod'], '7');
    assert.equal(value[0]!['isDeleted'], false);
  });
});
