import { TEXTS_ELEMENT_ID, type Texts } from '../../../src/shared/pages/texts.js';

/** The texts that the host has written into the page. Those of other pages are absent. */
export function readTexts(): Texts {
  return JSON.parse(document.getElementById(TEXTS_ELEMENT_ID)?.textContent ?? '') as Texts;
}
