import assert from 'node:assert/strict';
import fc from 'fast-check';
import { setDisplayLanguage } from '../../../src/l10n/displayLanguage.js';
import { instantLabel, momentLabel, shortMomentLabel } from '../../../src/l10n/periodTexts.js';

const LANGUAGES = 'en en-GB de fr cs pl ja zh-CN ko es it pt-BR ru tr hu ar fi sv da bg el'.split(' ');

describe('moments and instants', () => {
  afterEach(() => setDisplayLanguage('en'));

  it('say the time of day alike in every language, today and before', () => {
    const within = { min: new Date(2026, 0, 1), max: new Date(2026, 11, 31), noInvalidDate: true };
    fc.assert(
      fc.property(fc.constantFrom(...LANGUAGES), fc.date(within), (language, moment) => {
        setDisplayLanguage(language);
        const time = moment.toLocaleTimeString(language, { timeStyle: 'short' });
        assert.equal(momentLabel(moment.toISOString(), moment), time);
        for (const text of [
          momentLabel(moment.toISOString(), new Date(2027, 5, 1)),
          instantLabel(moment.toISOString()),
        ]) {
          assert.ok(text.includes(time), `${language}: ${text} has ${time}`);
        }
      }),
    );
  });

  it('say the year in every language, unless it is this one', () => {
    const within = { min: new Date(2019, 0, 1), max: new Date(2029, 11, 31), noInvalidDate: true };
    fc.assert(
      fc.property(fc.constantFrom(...LANGUAGES), fc.date(within), fc.date(within), (language, moment, now) => {
        setDisplayLanguage(language);
        const year = new Intl.NumberFormat(language, { useGrouping: false }).format(moment.getFullYear());
        for (const label of [momentLabel, shortMomentLabel]) {
          const text = label(moment.toISOString(), now);
          assert.equal(text.includes(year), moment.getFullYear() !== now.getFullYear(), `${language}: ${text}`);
        }
      }),
    );
  });

  it('have no leading zero in English', () => {
    const moment = new Date(2026, 10, 20, 13, 18);
    assert.match(momentLabel(moment.toISOString(), moment), /^1:18\sPM$/);
    assert.match(momentLabel(moment.toISOString(), new Date(2026, 10, 29)), /^Nov 20, 1:18\sPM$/);
  });
});
