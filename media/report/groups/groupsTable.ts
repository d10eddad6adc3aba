import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Groups } from '../../../src/shared/pages/grouping.js';
import type { TableView } from '../../../src/shared/report.js';
import type { GridAction, TablePlace } from '../../../src/shared/tableActions.js';
import type { ShownColumn } from '../../../src/shared/format/byteScale.js';
import type { Format } from '../../../src/shared/format/format.js';
import { type CellFormatter, formatPlainCell } from '../../common/base/format/formatCell.js';
import { texts } from '../../common/base/texts.js';
import { Finding, type FindingHost } from '../../common/table/finding.js';
import { footOfSelection } from '../../common/table/footOfSelection.js';
import { type ColumnLayout, columnLayout } from '../../common/table/grid/columnLayout.js';
import type { CopyOptions } from '../../common/table/grid/copyRequest.js';
import type { FoundCells } from '../../common/table/grid/foundCells.js';
import '../../common/table/grid/grid.js';
import type { ReportGrid } from '../../common/table/grid/grid.js';
import type { GridStatus } from '../../common/table/grid/gridStatus.js';
import { selectionTools } from '../../common/table/selectionTools.js';
import type { GroupsSource } from './groupsSource.js';

/** A group is not one user, but has a context menu. */
const NO_USERS: readonly number[] = [];

/** The table of the groups: sorted, found in, selected, and copied as any other. */
@customElement('report-groups-table')
export class ReportGroupsTable extends LitElement implements FindingHost {
  @property({ attribute: false }) groups: Groups | undefined;
  @property({ attribute: false }) columns: readonly ShownColumn[] = [];
  @property({ attribute: false }) cellFormatter: CellFormatter = formatPlainCell;
  @property({ attribute: false }) label = '';
  /** What can be done with a group, or why that failed. */
  @property({ attribute: false }) hint = '';
  /** The order of the groups. */
  @property({ attribute: false }) view: TableView = {};
  /** Whether they are in their usual order, in which the first ones have come. */
  @property({ attribute: false }) isUsualOrder = true;
  /** Changes with each answer. */
  @property({ attribute: false }) epoch = 0;
  @property({ attribute: false }) format: Format | undefined;
  @property({ attribute: false }) source: GroupsSource | undefined;
  @property({ attribute: false }) findText: string | undefined;
  @property({ attribute: false }) changeFindText: (text: string | undefined) => void = () => undefined;
  @property({ attribute: false }) changeOrder: (view: TableView) => void = () => undefined;
  @property({ attribute: false }) changeStatus: (status: GridStatus) => void = () => undefined;
  @property({ attribute: false }) openRow: (row: number) => void = () => undefined;
  /** Says something to those who do not see it. */
  @property({ attribute: false }) announce: (text: string) => void = () => undefined;
  @state() private status: GridStatus = { rowCount: undefined, stale: false };
  @state() private found: FoundCells | undefined;
  @query('report-grid') readonly grid!: ReportGrid | null;
  readonly #finding = new Finding(this);
  #layout: ColumnLayout = columnLayout([]);
  #section: HTMLElement | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#section = this.closest('section');
    this.#section?.addEventListener('keydown', this.#finding.key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#section?.removeEventListener('keydown', this.#finding.key);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.findText !== undefined) {
      void import('../../common/table/find/findBar.js');
    }
    if (changed.has('columns') || changed.has('groups')) {
      const keyColumns = (this.groups?.keyWidths ?? []).reduce((sum, width) => sum + width, 0);
      const keys = Array.from({ length: keyColumns }, (_, column) => column);
      this.#layout = columnLayout(this.columns, { keys, pinned: keys });
    }
  }

  protected override render(): unknown {
    const { groups, format, status, columns, view, epoch, source } = this;
    if (groups === undefined || format === undefined) {
      return nothing;
    }
    return html`
      <div class="section-head">
        <p class="groups-note" role="status" data-testid="group-hint">${this.hint}</p>
        <span class="section-tools">
          ${selectionTools(status.selected, format, this.#copySelected)}
          <button
            class="button secondary"
            aria-label=${texts.findInTable}
            aria-expanded=${this.findText === undefined ? 'false' : 'true'}
            title=${texts.findKeys}
            data-testid="find-button"
            @click=${this.#finding.open}
          >
            <span class="codicon codicon-search" aria-hidden="true"></span>
          </button>
        </span>
      </div>
      <report-find-bar
        .text=${this.findText}
        .source=${source}
        .grid=${this.grid}
        .view=${view}
        .epoch=${epoch}
        .columns=${columns}
        .shown=${this.#layout.shown}
        .format=${format}
        .cellFormatter=${this.cellFormatter}
        .changeText=${this.changeFindText}
        .changeFound=${this.#changeFound}
        .close=${this.#finding.close}
      ></report-find-bar>
      <report-grid
        .columns=${columns}
        .layout=${this.#layout}
        .totalRows=${groups.rowCount}
        .label=${this.label}
        .view=${view}
        .epoch=${epoch}
        .firstRows=${this.isUsualOrder ? groups.firstRows : undefined}
        .format=${format}
        .source=${source}
        .cellFormatter=${this.cellFormatter}
        .changeView=${this.changeOrder}
        .found=${this.found}
        .openRow=${this.openRow}
        .hasGroups=${true}
        .userColumns=${NO_USERS}
        .changeStatus=${this.#changeStatus}
      ></report-grid>
      ${footOfSelection(status, { view, epoch, format, source, announce: this.announce })}
    `;
  }

  /** Puts the focus on the active cell. */
  focusActive(): void {
    this.grid?.focusActive();
  }

  /** Does what was chosen in the context menu. */
  act(action: GridAction, place: TablePlace): void {
    this.grid?.act(action, place);
  }

  readonly #copySelected = (options?: CopyOptions): void => this.grid?.copy(options);

  readonly #changeFound = (found: FoundCells | undefined): void => {
    this.found = found;
  };

  readonly #changeStatus = (status: GridStatus): void => {
    this.status = status;
    this.changeStatus(status);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'report-groups-table': ReportGroupsTable;
  }
}
