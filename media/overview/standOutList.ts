import { html, nothing, type TemplateResult } from 'lit';
import type { StandOut } from '../../src/shared/pages/overview.js';
import type { Format } from '../common/base/format.js';
import { measureName, shownName } from '../common/charts/names.js';
import { rounded, wholeIfLarge } from './card.js';
import { overviewStrings as strings } from './overviewStrings.js';

const icons: Readonly<Record<StandOut['kind'], string>> = {
  rise: 'arrow-up',
  fall: 'arrow-down',
  lag: 'watch',
  missing: 'calendar',
  failed: 'error',
  damaged: 'warning',
};

export interface NamedReport {
  readonly title: string;
  readonly product: string;
}

/** What is worth a look first, each a button to its report. */
export function standOutList(
  standOuts: readonly StandOut[],
  nameOf: (report: string) => NamedReport,
  format: Format,
  open: (standOut: StandOut) => void,
): TemplateResult {
  return html`
    <ul class="stand-outs">
      ${standOuts.map((standOut) => {
        const { title, product } = nameOf(standOut.report);
        const { text, detail } = wordsOf(standOut, format);
        return html`
          <li>
            <button class="stand-out ${standOut.kind}" data-testid="stand-out" data-kind=${standOut.kind} data-report=${standOut.report} @click=${() => open(standOut)}>
              <span class="codicon codicon-${icons[standOut.kind]}" role="img" aria-label=${strings.kind[standOut.kind]}></span>
              <span class="stand-out-words">
                <b>${text}</b>
                <span>${product}: ${title}</span>
                ${detail === undefined ? nothing : html`<span class="remark">${detail}</span>`}
              </span>
            </button>
          </li>
        `;
      })}
    </ul>
  `;
}

function wordsOf(standOut: StandOut, format: Format): { readonly text: string; readonly detail?: string } {
  switch (standOut.kind) {
    case 'rise':
    case 'fall': {
      const { days, before, after, ratio } = standOut.change;
      const value = (mean: number) => format.value(wholeIfLarge(mean), standOut.unit);
      return {
        text: strings.rise(shownName(measureName(standOut)), format.signedPercent(rounded(ratio ?? 0))),
        detail: strings.changeDetail(days, value(before), value(after)),
      };
    }
    case 'lag':
      return {
        text: strings.lag(format.day(standOut.refreshDate)),
        detail: strings.lagDetail(format.count(standOut.days), format.count(standOut.usual)),
      };
    case 'missing':
      return {
        text: strings.missing(standOut.days, format.count(standOut.days)),
        detail: strings.missingDetail(format.day(standOut.last.from), format.day(standOut.last.to)),
      };
    case 'failed':
      return { text: strings.failed, detail: `${standOut.text} (${format.instant(standOut.at)})` };
    case 'damaged':
      return { text: strings.damaged(standOut.count, format.count(standOut.count)), detail: strings.damagedDetail };
  }
}
