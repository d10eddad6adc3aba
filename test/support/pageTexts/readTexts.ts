import { overviewPageTexts } from '../../../src/features/overview/overviewPageTexts.js';
import { reportPageTexts } from '../../../src/features/reportPanel/reportPageTexts.js';
import { snapshotDiffPageTexts } from '../../../src/features/snapshotDiff/snapshotDiffPageTexts.js';
import { tenantsPageTexts } from '../../../src/features/tenants/tenantsPageTexts.js';
import { userSearchPageTexts } from '../../../src/features/userSearch/userSearchPageTexts.js';
import type { Texts } from '../../../src/shared/pages/texts.js';

/** The texts of all pages, in English. */
export function readTexts(): Texts {
  return {
    ...reportPageTexts(),
    ...overviewPageTexts(),
    ...snapshotDiffPageTexts(),
    ...tenantsPageTexts(),
    ...userSearchPageTexts(),
  };
}
