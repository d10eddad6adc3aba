import assert from 'node:assert/strict';
import { setDisplayLanguage } from '../../../src/l10n/displayLanguage.js';
import { moneyLabel } from '../../../src/l10n/moneyTexts.js';

describe('an amount of money in a text', () => {
  afterEach(() => setDisplayLanguage('en'));

  it('is written as the display language does it, in any currency', () => {
    assert.equal(moneyLabel(1234.5, 'EUR'), '€1,234.50');
    assert.equal(moneyLabel(1234, 'jpy'), '¥1,234');
    setDisplayLanguage('de');
    assert.equal(moneyLabel(1234.5, 'EUR'), '1.234,50\u00a0€');
  });

  it('has what is no code of a currency beside it, and nothing where none is set', () => {
    assert.equal(moneyLabel(1234.5, 'Euro'), '1,234.5 Euro');
    assert.equal(moneyLabel(1234.5, ''), '1,234.5');
  });
});
