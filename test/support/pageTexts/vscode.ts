import { pseudoText } from '../pseudoTexts/pseudoText.js';
import { areLonger } from '../webviewHarness/longerTexts.js';

/** Stands in for VS Code where texts are made without it: in English, as they are written, or longer where the address says so. */
export const l10n = { t: (message: string): string => (areLonger ? pseudoText(message) : message) };
