import type { ActiveAlert } from '../../core/alerts/alertState.js';
import type { ListedAlert } from '../../core/alerts/listedAlert.js';

export interface ToldAlerts {
  /** Those that nobody was told of. */
  readonly news: readonly ListedAlert[];
  /** Names of all that somebody was told of, and that are still there. */
  readonly told: readonly string[];
}

/**
 * Which alerts are told. What was told is forgotten only when the alert is gone: other windows have rules of their own, and a rule that has a mistake
 * for a while comes back as it was.
 *
 * @param known names of those that were told, by any window
 * @param listed those whose rules this window has
 * @param alerts all that are remembered of the tenant
 */
export function toldAlerts(
  known: readonly string[],
  listed: readonly ListedAlert[],
  alerts: readonly ActiveAlert[],
): ToldAlerts {
  const remembered = new Set(alerts.map(nameOf));
  const before = new Set(known);
  const now = listed.map(({ alert }) => nameOf(alert));
  return {
    news: listed.filter(({ alert }) => !before.has(nameOf(alert))),
    told: [...new Set([...known.filter((name) => remembered.has(name)), ...now])],
  };
}

/** What tells an alert, and that it has worsened, from others. */
function nameOf({ rule, asked, group, told }: ActiveAlert): string {
  return JSON.stringify([rule, asked, group, told]);
}
