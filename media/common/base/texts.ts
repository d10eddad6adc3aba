import { readTexts } from './readTexts.js';

/** What several pages say. */
export const { common: texts } = readTexts();
