import * as l10n from '@vscode/l10n';
import type { Catalog } from '../core/catalog/catalog.js';
import type { JoinedUsersFacts } from '../core/users/joined/joinedUsers.js';
import { sourcesOf } from '../l10n/userSourcesTexts.js';

/** What has to be known of joined reports before anything is read out of a file that is made of them. */
export function joinedCautions(facts: JoinedUsersFacts, catalog: Catalog): string[] {
  const { cautions, reports } = sourcesOf(facts, catalog, [], []);
  const missing = reports.flatMap(({ state, title }) => (state === 'missing' ? [title] : []));
  return [...cautions, ...(missing.length === 0 ? [] : [l10n.t('Not in the archive: {0}', missing.join(', '))])];
}
