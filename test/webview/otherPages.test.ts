import { pageFixtures } from '../support/webviewHarness/pageFixtures.js';
import { checkState, NARROW, ZOOMED } from './support/checkState.js';

describe('overview', () => {
  for (const state of ['overview', 'arranged', 'reading', 'filling', 'quiet', 'empty', 'failed']) {
    checkState({ page: 'overview', name: `overview-${state}`, state, sizes: [NARROW, ZOOMED] });
  }
});

describe('snapshot diff and user search', () => {
  for (const [name, { page }] of Object.entries(pageFixtures)) {
    checkState({ page, name, sizes: [NARROW] });
  }
});
