import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ChangeKind } from '../../src/shared/diff.js';
import type {
  SnapshotDiffEvent,
  SnapshotDiffMessage,
  SnapshotDiffSummary,
  SnapshotDiffTab,
  SnapshotDiffSide,
} from '../../src/shared/pages/snapshotDiff.js';
import type { TableView } from '../../src/shared/report.js';
import type { Format } from '../../src/shared/format/format.js';
import { noticeLine } from '../common/base/components/notices.js';
import { formatText } from '../../src/shared/format/formatText.js';
import { texts } from '../common/base/texts.js';
import { snapshotDiffTexts } from './snapshotDiffTexts.js';
import { truncate, formatPlainCell } from '../common/base/format/formatCell.js';
import '../common/table/filters/filterBox.js';
import type { ReportFilterBox } from '../common/table/filters/filterBox.js';
import { viewWith } from '../common/table/filters/filters.js';
import { footOfSelection } from '../common/table/footOfSelection.js';
import '../common/table/grid/grid.js';
import type { ReportGrid } from '../common/table/grid/grid.js';
import type { GridStatus } from '../common/table/grid/gridStatus.js';
import type { RowSource } from '../common/table/grid/rowSource.js';
import type { StatisticsSource } from '../common/table/selection/statisticsSource.js';
import { noMatch } from '../common/table/noMatch.js';
import { rowCountText } from '../common/table/rowCountText.js';
import { nameWithoutUnit } from '../../src/shared/measures.js';
import { withUnitInCells } from '../../src/shared/format/byteScale.js';
import { tenantFact } from '../common/base/components/tenantFact.js';
import { changedCellFormatter } from './changedCellFormatter.js';

/** Of the columns that changed, so many are named at the top. */
const MAX_COLUMNS = 6;

/** The whole page: which snapshots, how much changed, and the rows, a tab for each kind of change. */
@customElement('snapshot-diff-app')
export class SnapshotDiffApp extends LitElement {
  @property({ attribute: false }) source: (RowSource & StatisticsSource) | undefined;
  @property({ attribute: false }) post: (message: SnapshotDiffMessage) => void = () => undefined;
  @property({ attribute: false }) format: Format | undefined;
  @state() private summary: SnapshotDiffSummary | undefined;
  @state() private tab: ChangeKind = 'changed';
  @state() private view: TableView = {};
  @state() private epoch = 0;
  @state() private status: GridStatus = { rowCount: undefined, stale: false };
  /** What a screen reader is told of the selection. */
  @state() private said = '';
  @query('report-filter-box') private readonly filterBox!: ReportFilterBox | null;
  @query('report-grid') private readonly grid!: ReportGrid | null;
  #formattedCell = formatPlainCell;

  /** The host can no longer read the rows. */
  #isLost = false;

  show(event: SnapshotDiffEvent): void {
    if (event.type === 'actOnTable') {
      this.grid?.act(event.action, event);
      return;
    }
    this.#isLost = event.type === 'tableLost';
    if (event.type === 'tableLost') {
      return;
    }
    const { summary, tab, view } = event;
    this.summary = withUnitsInCells(summary);
    this.view = view;
    this.#turnTo(tab);
  }

  /** Has the snapshots compared again if the host has lost the rows. @returns whether it had */
  reopen(): boolean {
    if (this.#isLost) {
      this.post({ type: 'reopen' });
    }
    return this.#isLost;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): unknown {
    const { summary, format } = this;
    if (summary === undefined || format === undefined) {
      return html`<main data-testid="snapshot-diff-app"></main>`;
    }
    const tab = summary.tabs.find(({ kind }) => kind === this.tab);
    return html`
      <main data-testid="snapshot-diff-app">
        ${this.#header(summary, format)} ${this.#snapshots(summary, format)}
        ${
          summary.notices.length === 0
            ? nothing
            : html`<ul class="notices" aria-label=${texts.notices} data-testid="notices">
                ${summary.notices.map((notice) => noticeLine(notice, () => undefined))}
              </ul>`
        }
        ${
          summary.comparable
            ? html`${this.#overview(summary, format)} ${this.#tabs(summary, format)}
              ${tab === undefined ? nothing : this.#rows(summary, tab, format)}`
            : html`<section class="empty-state" data-testid="not-comparable">
                <span class="codicon codicon-circle-slash" aria-hidden="true"></span>
                <h2>${snapshotDiffTexts.notComparable}</h2>
              </section>`
        }
        <div class="visually-hidden" role="status">
          ${formatText(snapshotDiffTexts.opened, summary.title, summary.tabs.map(({ label, count }) => `${label} ${format.count(count)}`).join(', '))}
        </div>
      </main>
    `;
  }

  #header(summary: SnapshotDiffSummary, format: Format): TemplateResult {
    const { connection } = summary;
    return html`
      <header class="header">
        <div class="title-line"><h1 data-testid="diff-title">${summary.title}</h1></div>
        <p class="name-line"><span>${summary.product}</span><code>${summary.name}</code></p>
        <ul class="facts">
          ${tenantFact(connection)}
          ${summary.comparable ? html`<li data-testid="unchanged">${format.plural(snapshotDiffTexts.unchanged, summary.unchanged)}</li>` : nothing}
        </ul>
      </header>
    `;
  }

  #snapshots(summary: SnapshotDiffSummary, format: Format): TemplateResult {
    const side = (facts: SnapshotDiffSide, label: string, name: 'before' | 'after') => html`
      <li class="snapshot" data-testid="snapshot-${name}">
        <h2>${label}</h2>
        <p class="snapshot-day">
          ${facts.refreshDate === null ? texts.dataDayUnknown : formatText(texts.dataUpTo, format.day(facts.refreshDate))}
        </p>
        <p class="muted">
          ${[facts.parameter, format.plural(texts.rows, facts.rowCount), originText(facts, format)].join(' · ')}
        </p>
        <button
          class="link-button"
          aria-label=${`${snapshotDiffTexts.open}: ${label}`}
          @click=${() => this.post({ type: 'openSnapshot', side: name })}
        >
          ${snapshotDiffTexts.open}
        </button>
      </li>
    `;
    return html`
      <ul class="snapshots">
        ${side(summary.before, snapshotDiffTexts.older, 'before')}
        <li class="snapshots-arrow" aria-hidden="true"><span class="codicon codicon-arrow-right"></span></li>
        ${side(summary.after, snapshotDiffTexts.newer, 'after')}
      </ul>
    `;
  }

  #overview({ changedColumns, matchedBy, ignored }: SnapshotDiffSummary, format: Format): unknown {
    const [shown, more] = [changedColumns.slice(0, MAX_COLUMNS), changedColumns.length - MAX_COLUMNS];
    const notes = [
      ...(matchedBy.length === 0 ? [] : [formatText(snapshotDiffTexts.matchedBy, matchedBy.join(', '))]),
      ...(ignored.length === 0 ? [] : [formatText(snapshotDiffTexts.notCompared, ignored.join(', '))]),
    ];
    return html`
      ${
        shown.length === 0
          ? nothing
          : html`<dl
              class="changed-columns"
              aria-label=${snapshotDiffTexts.changedColumns}
              data-testid="changed-columns"
            >
              ${shown.map(
                ({ name, rows }) =>
                  html`<div>
                    <dt>${nameWithoutUnit(name)}</dt>
                    <dd>${format.plural(snapshotDiffTexts.changedRows, rows)}</dd>
                  </div>`,
              )}
              ${more > 0 ? html`<div class="muted"><dt>${formatText(snapshotDiffTexts.moreColumns, format.count(more))}</dt></div>` : nothing}
            </dl>`
      }
      ${notes.length === 0 ? nothing : html`<p class="muted notes">${notes.join(' · ')}</p>`}
    `;
  }

  #tabs(summary: SnapshotDiffSummary, format: Format): TemplateResult {
    return html`
      <div class="toolbar">
        <div
          class="tabs"
          role="tablist"
          aria-label=${snapshotDiffTexts.kinds}
          @keydown=${(event: KeyboardEvent) => this.#tabKey(event, summary)}
        >
          ${summary.tabs.map(
            ({ kind, label, count }) =>
              html`<button
                role="tab"
                class="tab ${kind}"
                id="tab-${kind}"
                aria-selected=${kind === this.tab ? 'true' : 'false'}
                aria-controls="rows"
                tabindex=${kind === this.tab ? 0 : -1}
                data-testid="tab-${kind}"
                @click=${() => this.#choose(kind)}
              >
                ${label} <span class="badge">${format.count(count)}</span>
              </button>`,
          )}
        </div>
        <div class="toolbar-actions" role="group" aria-label=${snapshotDiffTexts.actions}>
          <report-filter-box
            .filter=${this.view.filter ?? ''}
            .epoch=${this.epoch}
            .apply=${this.#applyFilter}
            .leave=${this.#toRows}
          ></report-filter-box>
          <button
            class="button"
            title=${snapshotDiffTexts.exportHint}
            data-testid="export"
            @click=${() => this.post({ type: 'export' })}
          >
            <span class="codicon codicon-export" aria-hidden="true"></span>${texts.export}
          </button>
        </div>
      </div>
    `;
  }

  #rows(summary: SnapshotDiffSummary, tab: SnapshotDiffTab, format: Format): TemplateResult {
    const filter = this.view.filter ?? '';
    const isNoneFound = filter !== '' && this.status.rowCount === 0;
    const nothingAtAll = summary.tabs.every(({ count }) => count === 0);
    return html`
      <section class="table-section" id="rows" role="tabpanel" aria-labelledby="tab-${tab.kind}">
        ${
          tab.count === 0
            ? html`<div class="empty-state" data-testid="none">
                <span class="codicon codicon-${nothingAtAll ? 'pass' : 'inbox'}" aria-hidden="true"></span>
                <h2>${nothingAtAll ? snapshotDiffTexts.noneAtAll : snapshotDiffTexts.noneTitle[tab.kind]}</h2>
              </div>`
            : html`
                <p class="section-count" role="status" data-testid="row-count">
                  ${rowCountText({ rowCount: tab.count }, { isFiltered: filter !== '', status: this.status }, format)}
                </p>
                ${isNoneFound ? noMatch(this.view, () => this.filterBox?.clear()) : nothing}
                <report-grid
                  ?hidden=${isNoneFound}
                  .columns=${tab.columns}
                  .totalRows=${tab.count}
                  .label=${formatText(snapshotDiffTexts.gridLabel, tab.label)}
                  .view=${this.view}
                  .epoch=${this.epoch}
                  .format=${format}
                  .source=${this.source}
                  .cellFormatter=${this.#formattedCell}
                  .changeView=${this.#changeView}
                  .changeStatus=${this.#changeStatus}
                  .userColumns=${tab.userColumns}
                ></report-grid>
                ${footOfSelection(this.status, {
                  ...{ view: this.view, epoch: this.epoch, format, source: this.source },
                  note: tab.kind === 'changed' ? snapshotDiffTexts.newerValues : '',
                  announce: this.#announce,
                })}
                <div class="visually-hidden" role="status" data-testid="selection-status">${this.said}</div>
              `
        }
      </section>
    `;
  }

  readonly #changeView = (view: TableView): void => {
    this.view = view;
  };

  readonly #changeStatus = (status: GridStatus): void => {
    this.status = status;
  };

  readonly #announce = (text: string): void => {
    this.said = text;
  };

  #choose(tab: ChangeKind): void {
    if (tab !== this.tab) {
      this.post({ type: 'chooseTab', tab });
      this.view = viewWith({}, { filter: this.filterBox?.text });
      this.#turnTo(tab);
    }
  }

  #turnTo(tab: ChangeKind): void {
    const columns = this.summary?.tabs.find(({ kind }) => kind === tab)?.columns.length ?? 0;
    this.#formattedCell = tab === 'changed' ? changedCellFormatter(columns) : formatPlainCell;
    this.tab = tab;
    this.epoch++;
  }

  #tabKey(event: KeyboardEvent, { tabs }: SnapshotDiffSummary): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = tabs.findIndex(({ kind }) => kind === this.tab);
    const next =
      event.key === 'Home'
        ? tabs[0]
        : event.key === 'End'
          ? tabs.at(-1)
          : step === undefined
            ? undefined
            : tabs.at((at + step) % tabs.length);
    if (next !== undefined) {
      event.preventDefault();
      this.#choose(next.kind);
      void this.updateComplete.then(() => this.querySelector<HTMLElement>(`#tab-${next.kind}`)?.focus());
    }
  }

  readonly #applyFilter = (text: string): void => {
    this.view = viewWith(this.view, { filter: text });
  };

  readonly #toRows = (): void => this.grid?.focusActive();
}

/** The rows are of two snapshots, and of each kind of change, so that no unit suits a whole column. */
function withUnitsInCells(summary: SnapshotDiffSummary): SnapshotDiffSummary {
  return { ...summary, tabs: summary.tabs.map((tab) => ({ ...tab, columns: tab.columns.map(withUnitInCells) })) };
}

declare global {
  interface HTMLElementTagNameMap {
    'snapshot-diff-app': SnapshotDiffApp;
  }
}

function originText({ addedFrom, fetchedAt }: SnapshotDiffSide, format: Format): string {
  return addedFrom === undefined
    ? formatText(snapshotDiffTexts.fetched, format.instant(fetchedAt))
    : formatText(snapshotDiffTexts.addedFrom, truncate(addedFrom, 200));
}
