import type * as vscode from 'vscode';
import { StoredNames } from './storedNames.js';

const FAVORITES_KEY = 'usageReports.favourites';

/** The favorite reports, by function name: the same for every tenant and window. */
export class Favorites extends StoredNames {
  constructor(memento: vscode.Memento) {
    super(memento, FAVORITES_KEY);
  }
}
