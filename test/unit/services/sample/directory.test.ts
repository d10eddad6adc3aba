import assert from 'node:assert/strict';
import { skus } from '../../../../src/services/sample/names.js';
import { PRODUCT_SKUS, productOfSku } from '../../../../src/core/catalog/productSkus.js';
import { parse } from 'csv-parse/sync';
import { sampleAttributes } from '../../../../src/services/sample/attributes.js';
import { JOINED_REPORTS } from '../../../../src/core/users/joined/joinedReports.js';
import { catalog } from '../../../support/catalog.js';
import { errorOf, get, graph } from './requests.js';
import { csvOf, type Handler, refreshDate, service } from './support.js';

interface Sku {
  readonly skuId: string;
  readonly skuPartNumber: string;
  readonly consumedUnits: number;
  readonly capabilityStatus: string;
  readonly prepaidUnits: Readonly<Record<'enabled' | 'suspended' | 'warning' | 'lockedOut', number>>;
}

interface DirectoryUser {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly department: string | null;
  readonly country: string | null;
  readonly accountEnabled: boolean;
  readonly userType: string;
  readonly createdDateTime: string;
  readonly assignedLicenses: readonly { readonly skuId: string }[];
  readonly signInActivity?: Readonly<Record<string, string>>;
}

interface Page<T> {
  readonly '@odata.nextLink'?: string;
  readonly value: readonly T[];
}

const PROPERTIES =
  'id,userPrincipalName,displayName,department,country,officeLocation,companyName,employeeType,accountEnabled,userType,createdDateTime,assignedLicenses';

async function pageOf<T>(handler: Handler, address: string): Promise<Page<T>> {
  const response = await get(handler, address);
  assert.equal(response.status, 200, address);
  return (await response.json()) as Page<T>;
}

async function allOf<T>(handler: Handler, path: string): Promise<{ readonly items: T[]; readonly pages: number }> {
  const items: T[] = [];
  let pages = 0;
  for (let next: string | undefined = `${graph}${path}`; next !== undefined; pages++) {
    const page: Page<T> = await pageOf(handler, next);
    items.push(...page.value);
    next = page['@odata.nextLink'];
  }
  return { items, pages };
}

const usersPath = (top: number) => `/v1.0/users?$select=${PROPERTIES}&$top=${top}`;
const signInsPath = (top: number) => `/v1.0/users?$select=id,signInActivity&$top=${top}`;

describe('Directory of the sample tenant', () => {
  const handler = service();

  it('has the same users on pages of any size', async () => {
    const { items, pages } = await allOf<DirectoryUser>(handler, usersPath(999));
    assert.equal(pages, 1);
    for (const top of [1, 7, 60]) {
      const paged = await allOf<DirectoryUser>(handler, usersPath(top));
      assert.deepEqual(paged.items, items);
      assert.equal(paged.pages, Math.ceil(items.length / top));
    }
    assert.equal(new Set(items.map(({ id }) => id)).size, items.length);
    assert.deepEqual(Object.keys(items[0]!), [...PROPERTIES.split(',')]);
  });

  it('has those of the reports who are not deleted, by the same names and with the same products', async () => {
    const { items } = await allOf<DirectoryUser>(handler, usersPath(999));
    const byName = new Map(items.map((user) => [user.userPrincipalName, user]));
    const { rows } = await csvOf(handler, 'getOffice365ActiveUserDetail', { period: 'D180' });
    const names = new Map(PRODUCT_SKUS.map((sku) => [sku.skuId, sku.names[0]]));
    let deleted = 0;
    for (const row of rows) {
      const user = byName.get(row['User Principal Name']!);
      if (row['Is Deleted'] === 'True') {
        deleted++;
        assert.equal(user, undefined);
        continue;
      }
      assert.ok(user);
      assert.equal(user.displayName, row['Display Name']);
      const products = user.assignedLicenses.map(({ skuId }) => names.get(skuId));
      assert.equal(products.join('+'), row['Assigned Products']);
    }
    assert.ok(deleted > 0);
    assert.ok(items.some(({ userType }) => userType === 'Guest'));
    assert.ok(items.filter((user) => !user.accountEnabled && user.assignedLicenses.length > 0).length >= 3);
  });

  it('says of everybody what the attributes file says', async () => {
    const { items } = await allOf<DirectoryUser>(handler, usersPath(999));
    const file = parse<Record<string, string>>(sampleAttributes(), { bom: true, columns: true });
    const byId = new Map(file.map((row) => [row['id'], row]));
    for (const user of items) {
      const row = byId.get(user.id);
      assert.equal(user.department, row?.['department'] ?? null);
      assert.equal(user.country, row?.['country'] ?? null);
    }
  });

  it('knows of nobody a sign-in before the last activity in any report', async () => {
    const { items } = await allOf<DirectoryUser>(handler, signInsPath(50));
    const { items: users } = await allOf<DirectoryUser>(handler, usersPath(999));
    const idOf = new Map(
      users.filter(({ accountEnabled }) => accountEnabled).map((user) => [user.userPrincipalName, user.id]),
    );
    const signIns = new Map(items.map((user) => [user.id, user.signInActivity]));
    assert.equal(signIns.size, users.length);
    let compared = 0;
    for (const { report } of JOINED_REPORTS) {
      const period = catalog.find(report)!.periods.includes('D180') ? { period: 'D180' } : {};
      const { header, rows } = await csvOf(handler, report, period);
      const days = header.filter((column) => /Last Activity Date$|Last Activated Date$/.test(column));
      for (const row of rows) {
        const id = idOf.get(row['User Principal Name'] ?? '');
        if (id === undefined) {
          continue;
        }
        for (const day of days.map((column) => row[column]!).filter((cell) => cell !== '')) {
          compared++;
          const last = signIns.get(id)?.['lastSignInDateTime']?.slice(0, 10) ?? '';
          assert.ok(last >= day && last <= refreshDate, `${report}: ${last}, ${day}`);
        }
      }
    }
    assert.ok(compared > 500);
    assert.ok([...signIns.values()].some((signIn) => signIn === undefined));
  });

  it('counts the licenses that its users have, and has bought as many at least', async () => {
    const { items: users } = await allOf<DirectoryUser>(handler, usersPath(999));
    const { value } = await pageOf<Sku>(handler, `${graph}/v1.0/subscribedSkus`);
    for (const { skuId, consumedUnits, prepaidUnits } of value) {
      const assigned = users.filter((user) => user.assignedLicenses.some((license) => license.skuId === skuId));
      assert.equal(consumedUnits, assigned.length);
      assert.ok(prepaidUnits.enabled >= consumedUnits);
    }
    assert.ok(value.some((sku) => sku.consumedUnits === 0 && sku.prepaidUnits.enabled > 0));
    assert.ok(value.some((sku) => sku.capabilityStatus === 'Suspended' && sku.prepaidUnits.suspended > 0));
    assert.ok(value.some((sku) => productOfSku(sku.skuId, sku.skuPartNumber) === sku.skuPartNumber));
  });

  it('calls each product as the extension knows it', () => {
    for (const [name, { id, partNumber }] of Object.entries(skus)) {
      assert.equal(productOfSku(id, partNumber), name);
      assert.equal(PRODUCT_SKUS.find(({ skuId }) => skuId === id)?.partNumber, partNumber);
    }
  });

  it('refuses as Graph does: no token, a page of none or too many, a foreign page, no Entra ID P1', async () => {
    await errorOf(await get(handler, `${graph}${usersPath(1)}`, {}), 401);
    for (const path of [usersPath(0), usersPath(1000), `${usersPath(5)}&$skiptoken=x`]) {
      await errorOf(await get(handler, `${graph}${path}`), 400);
    }
    const withoutP1 = service({ hasEntraP1: false });
    const { code } = await errorOf(await get(withoutP1, `${graph}${signInsPath(500)}`), 403);
    assert.equal(code, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant');
    assert.equal((await get(withoutP1, `${graph}${usersPath(1)}`)).status, 200);
  });

  it('has sign-ins on pages of 500 at most', async () => {
    const { value } = await pageOf<DirectoryUser>(service({ users: 700 }), `${graph}${signInsPath(999)}`);
    assert.equal(value.length, 500);
  });

  it('answers a page of 640,000 users without making the others', async () => {
    const large = service({ users: 640_000 });
    const first = await pageOf<DirectoryUser>(large, `${graph}${usersPath(999)}`);
    const second = await pageOf<DirectoryUser>(large, first['@odata.nextLink']!);
    assert.equal(first.value.length, 999);
    assert.equal(second.value.length, 999);
    assert.equal(new Set([...first.value, ...second.value].map(({ id }) => id)).size, 1998);
  });
});
