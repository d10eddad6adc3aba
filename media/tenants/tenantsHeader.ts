import { html, nothing, type TemplateResult } from 'lit';
import type { CopyFormat } from '../../src/shared/pages/common.js';
import type { Format } from '../../src/shared/format/format.js';
import { formatText } from '../../src/shared/format/formatText.js';
import { texts } from '../common/base/texts.js';
import '../common/base/components/menu.js';
import { smallTrendFacts } from '../common/charts/drawing/trendSparkline.js';
import { sparklineNotes } from '../common/charts/measures/sparklineNotes.js';
import { daysOf, type TenantsModel } from './model.js';
import { tenantsTexts } from './tenantsTexts.js';

export interface HeaderHandlers {
  readonly chooseMeasures: () => void;
  readonly reload: () => void;
  readonly cancel: () => void;
  readonly copy: (format: CopyFormat) => void;
  readonly export: () => void;
}

/** What the page is of, how far it is, and the buttons for all of it. */
export function tenantsHeader(model: TenantsModel, format: Format, handlers: HeaderHandlers): TemplateResult {
  const { tenants, state } = model;
  const isReading = state === 'reading';
  return html`
    <header class="header tenants-header">
      <div>
        <h1>${tenantsTexts.title}</h1>
        <p class="name-line" data-testid="tenants-facts">
          <span>${format.plural(tenantsTexts.tenants, tenants.length)}</span>${daysFact(model, format)}
        </p>
        <p class="tenants-notes" data-testid="tenants-notes">${lineNotes(model).join(' · ')}</p>
      </div>
      <div class="toolbar-actions">
        ${
          isReading
            ? html`<span class="loading-text" data-testid="tenants-progress"
                  >${format.plural(tenantsTexts.read, tenants.length, format.count(model.read.size))}</span
                ><button class="button secondary" data-testid="cancel-reading" @click=${handlers.cancel}>
                  ${texts.cancel}
                </button>`
            : html`<button
                class="button secondary"
                title=${tenantsTexts.refreshHint}
                data-testid="tenants-reload"
                @click=${handlers.reload}
              >
                <span class="codicon codicon-refresh" aria-hidden="true"></span>${texts.refresh}
              </button>`
        }
        <button class="button secondary" data-testid="choose-measures" @click=${handlers.chooseMeasures}>
          <span class="codicon codicon-list-selection" aria-hidden="true"></span>${tenantsTexts.chooseMeasures}
        </button>
        <report-menu
          data-testid="copy-menu"
          .label=${tenantsTexts.copyAs}
          .text=${texts.copy}
          .icon=${'chevron-down'}
          .disabled=${isReading}
          .items=${[
            { id: 'tabSeparated', label: tenantsTexts.copyTable },
            { id: 'markdown', label: tenantsTexts.copyMarkdown },
          ]}
          .choose=${(id: string) => handlers.copy(id === 'markdown' ? 'markdown' : 'tabSeparated')}
        ></report-menu>
        <button class="button secondary" data-testid="tenants-export" ?disabled=${isReading} @click=${handlers.export}>
          <span class="codicon codicon-export" aria-hidden="true"></span>${texts.export}
        </button>
      </div>
    </header>
  `;
}

/** What the lines of the trends show, said once for all of them. */
function lineNotes({ rows }: TenantsModel): readonly string[] {
  const facts = [...rows.values()].flatMap((cells) =>
    cells.flatMap((cell) =>
      cell.kind === 'value' && cell.measure.isSmall !== true ? [smallTrendFacts(cell.measure)] : [],
    ),
  );
  return sparklineNotes(facts, texts.boldLines);
}

/** Values of different days don't compare: it says so before the table does. */
function daysFact({ rows, state }: TenantsModel, format: Format): unknown {
  const days = state === 'reading' ? undefined : daysOf(rows.values());
  if (days === undefined) {
    return nothing;
  }
  return days.oldest === days.newest
    ? html`<span>${formatText(texts.dataUpTo, format.day(days.newest))}</span>`
    : html`<span class="tenants-warning"
        ><span class="codicon codicon-warning" aria-hidden="true"></span>${formatText(
          tenantsTexts.differentDays,
          format.day(days.oldest),
          format.day(days.newest),
        )}</span
      >`;
}
