import { readTexts } from '../common/base/readTexts.js';

/** What this page alone says. */
export const { tenants: tenantsTexts } = readTexts();
