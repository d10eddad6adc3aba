import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { UserCandidate } from '../../core/users/userCandidates.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { showPick } from '../common/quickInput.js';
import { plural } from '../../l10n/plurals.js';

export interface FoundCandidate {
  readonly connection: Connection;
  readonly candidate: UserCandidate;
}

/** Nobody reads a longer list; another letter or two helps more. */
const MAX_USERS_SHOWN = 50;

/** The only user found, or the one who is picked. @returns `undefined` when the person pressed Escape */
export async function pickUser(
  found: readonly FoundCandidate[],
  showTenant: boolean,
): Promise<FoundCandidate | undefined> {
  const [first, second] = found;
  // A single exact match is the one, however many other names contain the same letters.
  if (first !== undefined && (second === undefined || (first.candidate.rank === 0 && second.candidate.rank > 0))) {
    return first;
  }
  const items = found.slice(0, MAX_USERS_SHOWN).map((each) => {
    const { names, reports } = each.candidate;
    return {
      label: names.displayName ?? names.principalName ?? names.id ?? '',
      description: names.displayName === undefined ? undefined : (names.principalName ?? names.id),
      detail: [
        plural(reports, { one: vscode.l10n.t('in {0} report'), other: vscode.l10n.t('in {0} reports') }),
        ...(showTenant ? [each.connection.name] : []),
      ].join(' · '),
      each,
    };
  });
  const picked = await showPick(items, {
    title: vscode.l10n.t('Find a User'),
    placeHolder:
      found.length > MAX_USERS_SHOWN
        ? vscode.l10n.t(
            'The best {0} of {1} matches. To see others, search again with more letters.',
            numberLabel(MAX_USERS_SHOWN),
            numberLabel(found.length),
          )
        : vscode.l10n.t('Which user?'),
    matchOnDescription: true,
  });
  return picked?.each;
}
