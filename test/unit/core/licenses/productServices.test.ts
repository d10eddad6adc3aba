import assert from 'node:assert/strict';
import fc from 'fast-check';
import { servicesOf } from '../../../../src/core/licenses/productServices.js';
import { products } from '../../../../src/services/sample/names.js';

const SUITE = [
  'Exchange',
  'OneDrive',
  'SharePoint',
  'Teams',
  'Viva Engage',
  'Microsoft 365 Apps',
  'Forms',
  'Skype for Business',
];
const WITHOUT_TEAMS = SUITE.filter((service) => service !== 'Teams');

describe('services of a product', () => {
  const VISIBLE: readonly (readonly [product: string, services: readonly string[]])[] = [
    ['MICROSOFT 365 E5', SUITE],
    ['MICROSOFT 365 E3', SUITE],
    ['OFFICE 365 E1', SUITE],
    ['OFFICE 365 A3 FOR FACULTY', SUITE],
    ['OFFICE 365 G3 GCC', SUITE],
    ['MICROSOFT 365 A5 WITHOUT AUDIO CONFERENCING FOR STUDENTS USE BENEFIT', SUITE],
    ['MICROSOFT TEAMS EXPLORATORY', SUITE],
    ['MICROSOFT 365 F3', SUITE],
    ['MICROSOFT 365 BUSINESS PREMIUM', SUITE],
    ['Microsoft 365 E5 (no Teams)', WITHOUT_TEAMS],
    ['MICROSOFT 365 E3 EEA (NO TEAMS)', WITHOUT_TEAMS],
    ['MICROSOFT 365 BUSINESS BASIC EEA (NO TEAMS)', WITHOUT_TEAMS],
    ['MICROSOFT 365 COPILOT', ['Microsoft 365 Copilot']],
    ['MICROSOFT 365 APPS FOR ENTERPRISE', ['Microsoft 365 Apps', 'OneDrive', 'Forms']],
    ['EXCHANGE ONLINE (PLAN 1)', ['Exchange']],
    ['SHAREPOINT ONLINE (PLAN 2)', ['SharePoint', 'OneDrive']],
    ['ONEDRIVE FOR BUSINESS (PLAN 1)', ['OneDrive']],
    ['MICROSOFT TEAMS ESSENTIALS', ['Teams']],
  ];

  for (const [product, services] of VISIBLE) {
    it(`knows those of ${product}`, () => assert.deepEqual(servicesOf(product), services));
  }

  for (const product of [
    products.visio,
    products.powerBi,
    products.security,
    'PROJECT PLAN 3',
    'MICROSOFT ENTRA ID P2',
    'MICROSOFT INTUNE PLAN 1',
    'MICROSOFT 365 E5 SECURITY',
    'MICROSOFT 365 E5 COMPLIANCE',
    'MICROSOFT 365 A5 SUITE FEATURES FOR FACULTY',
    'MICROSOFT 365 APPS FOR ENTERPRISE (DEVICE)',
    'MICROSOFT TEAMS ROOMS PRO',
    'MICROSOFT 365 E3 - UNATTENDED LICENSE',
    'MICROSOFT 365 COPILOT FOR SALES',
    'MICROSOFT TEAMS PREMIUM',
    'MICROSOFT TEAMS PHONE STANDARD',
    'EXCHANGE ONLINE ARCHIVING FOR EXCHANGE ONLINE',
    '',
  ]) {
    it(`knows no report that shows the use of "${product}"`, () => assert.deepEqual(servicesOf(product), []));
  }

  it('says nothing of a product that only begins or ends like a known one', () => {
    const word = fc.stringMatching(/^[B-DH-Z]{5,9}$/);
    fc.assert(
      fc.property(fc.constantFrom(...VISIBLE), word, fc.boolean(), ([product], other, isBefore) =>
        assert.deepEqual(servicesOf(isBefore ? `${other} ${product}` : `${product} ${other}`), []),
      ),
    );
  });

  it('reads a name in any case', () => {
    for (const [product, services] of VISIBLE) {
      assert.deepEqual(servicesOf(` ${product.toLowerCase()} `), services);
    }
  });
});
