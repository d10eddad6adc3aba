import * as vscode from 'vscode';
import { columnLabels } from '../../core/catalog/columnLabels.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import { namingColumns } from '../../core/catalog/userColumns.js';
import { plural } from '../../l10n/plurals.js';
import { namedUsers } from '../../shared/views/namedUsers.js';
import type { SavedView } from '../../shared/views/savedView.js';
import { ask } from '../common/messages.js';
import { WORKSPACE_FILE } from './workspaceViews.js';

/**
 * Asks before a view that names users is written where others read it.
 * @returns whether it may be
 */
export async function mayShare(view: SavedView, catalog: Catalog): Promise<boolean> {
  const definition = catalog.findArchived(view.report);
  // Of a report that is not known, any text may be a name.
  const columns =
    definition === undefined ? (view.filters ?? []).map(({ column }) => column) : namingColumns(definition);
  const named = namedUsers(view, columns);
  if (named === undefined) {
    return true;
  }
  const labelOf = definition === undefined ? (name: string) => name : columnLabels(definition);
  const facts = [
    ...named.columns.map(({ column, users }) =>
      plural(
        users,
        {
          one: vscode.l10n.t('{0} user is named by the filter of the column {1}.'),
          other: vscode.l10n.t('{0} users are named by the filter of the column {1}.'),
        },
        labelOf(column),
      ),
    ),
    ...(named.search === undefined
      ? []
      : [
          vscode.l10n.t(
            'The search text "{0}" might be the name of a user: it also searches the column {1}.',
            named.search,
            labelOf(columns[0] ?? ''),
          ),
        ]),
    vscode.l10n.t('Everyone who can open this folder can read {0}.', WORKSPACE_FILE),
  ];
  const share = vscode.l10n.t('Share');
  const answer = await ask(
    vscode.l10n.t('Share the view "{0}" although it might name users?', view.name),
    facts.join('\n'),
    share,
  );
  return answer === share;
}
