import type { Catalog } from '../core/catalog/catalog.js';
import type { JoinedUsersFacts } from '../core/users/joined/joinedUsers.js';
import { sourcesOf } from '../l10n/userSourcesTexts.js';
import { missingCaution } from './missingCaution.js';

/** What has to be known of joined reports before anything is read out of a file that is made of them. */
export function joinedCautions(facts: JoinedUsersFacts, catalog: Catalog): string[] {
  const { cautions, reports } = sourcesOf(facts, catalog, [], []);
  return [...cautions, ...missingCaution(reports)];
}
