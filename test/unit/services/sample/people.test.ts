import assert from 'node:assert/strict';
import { northlight } from '../../../../src/services/sample/company.js';
import { communityNames, latinOf, notableNames, groupNames } from '../../../../src/services/sample/names.js';
import { isLicensed, makeUsers } from '../../../../src/services/sample/users.js';
import { hexOf, mix, seedOf, randomFraction } from '../../../../src/services/sample/random.js';
import { Tenant } from '../../../../src/services/sample/tenant.js';

describe('People of the sample tenant', () => {
  const people = makeUsers(northlight, 6500);

  it('have an address of their own, in letters that an address may have', () => {
    assert.equal(new Set(people.map(({ principalName }) => principalName)).size, people.length);
    assert.equal(new Set(people.map(({ id }) => id)).size, people.length);
    for (const { principalName, kind } of people) {
      assert.match(
        principalName,
        kind === 'guest' ? /^[a-z0-9.]+_[a-z]+\.example#EXT#@northlight\.example$/ : /^[a-z0-9.]+@northlight\.example$/,
      );
    }
  });

  it('begin with the names that are hard, and those have a license', () => {
    const first = people.slice(0, notableNames.length);
    assert.deepEqual(
      first.map(({ displayName }) => displayName),
      notableNames.map(({ name }) => name),
    );
    assert.ok(first.every((user) => isLicensed(user) && user.until === undefined));
    for (const name of ['Zoë', 'Łukasz', 'Ngô', '中村', ',', '"']) {
      assert.ok(
        first.some(({ displayName }) => displayName.includes(name)),
        name,
      );
    }
  });

  it('are the same in a tenant of any size', () => {
    assert.deepEqual(makeUsers(northlight, 50), people.slice(0, 50));
  });

  it('are of all kinds', () => {
    const share = (belongs: (user: (typeof people)[number]) => boolean): number =>
      people.filter(belongs).length / people.length;
    const between = (value: number, low: number, high: number): void =>
      assert.ok(value > low && value < high, String(value));
    between(
      share(({ kind }) => kind === 'guest'),
      0.04,
      0.08,
    );
    between(
      share(({ kind }) => kind === 'sharedMailbox'),
      0.01,
      0.04,
    );
    between(
      share(({ until }) => until !== undefined),
      0.01,
      0.05,
    );
    between(share(isLicensed), 0.8, 0.95);
    between(
      share(({ copilotSince }) => copilotSince !== undefined),
      0.45,
      0.6,
    );
  });

  it('live at addresses that can belong to nobody', () => {
    assert.match(northlight.domain, /\.example$/);
    assert.match(northlight.sharePoint, /\.example$/);
  });
});

describe('Places of the sample tenant', () => {
  it('have an address of their own, and some a name that a spreadsheet would compute', () => {
    const { sites } = new Tenant(northlight, 180);
    assert.equal(new Set(sites.map(({ siteId }) => siteId)).size, sites.length);
    assert.equal(new Set(sites.map(({ siteUrl }) => siteUrl)).size, sites.length);
    for (const sign of ['=', '+', '-', '@']) {
      assert.ok(
        groupNames.some((name) => name.startsWith(sign)),
        sign,
      );
    }
    assert.equal(new Set(groupNames).size, groupNames.length);
    assert.equal(new Set(communityNames).size, communityNames.length);
  });

  it('are there in the smallest tenant too', () => {
    const { groups, teams, communities } = new Tenant(northlight, 1);
    assert.ok(groups.length > 0 && teams.length > 0 && communities.length > 0);
  });
});

describe('Names in letters for an address', () => {
  it('lose their marks', () => {
    assert.equal(latinOf('Zoë Grünwald'), 'zoe.grunwald');
    assert.equal(latinOf('Søren Weiß'), 'soren.weiss');
    assert.equal(latinOf('Emre Yılmaz'), 'emre.yilmaz');
    assert.equal(latinOf('Živa Zieliński'), 'ziva.zielinski');
  });
});

describe('Numbers that look random', () => {
  it('never change: the sample data of all versions depend on them', () => {
    assert.equal(seedOf('person'), seedOf('person'));
    assert.notEqual(seedOf('person'), seedOf('Person'));
    assert.equal(hexOf(mix(seedOf('stable'), 7), 8).length, 8);
    assert.deepEqual([seedOf(''), seedOf('a'), mix(1, 2)], [2872998923, 444641715, 365298787]);
  });

  it('are spread evenly', () => {
    const tenths = new Array<number>(10).fill(0);
    for (let n = 0; n < 10_000; n++) {
      tenths[Math.floor(randomFraction(42, n) * 10)]!++;
    }
    assert.ok(
      tenths.every((count) => count > 850 && count < 1150),
      tenths.join(' '),
    );
  });
});
