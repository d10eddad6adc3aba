import { html, nothing, type TemplateResult } from 'lit';
import type { CopyFormat } from '../../src/shared/pages/common.js';
import type { PeriodChoice, ReportOutline, ReportSummary } from '../../src/shared/pages/report.js';
import type { Format } from '../../src/shared/format/format.js';
import '../common/base/components/menu.js';
import { roving } from '../common/base/components/roving.js';
import './periodSwitch.js';
import type { Activity } from './panelModel.js';
import { formatText } from '../../src/shared/format/formatText.js';
import { texts } from '../common/base/texts.js';
import { reportTexts } from './reportTexts.js';
import { truncate } from '../common/base/format/formatCell.js';
import { tenantFact } from '../common/base/components/tenantFact.js';

export interface HeaderHandlers {
  readonly choose: (choice: PeriodChoice) => void;
  readonly refresh: () => void;
  readonly cancel: () => void;
  readonly export: () => void;
  readonly compare: () => void;
  readonly copy: (format?: CopyFormat) => void;
}

const copyItems = [
  { id: 'tabSeparated', label: reportTexts.copyTabSeparated },
  { id: 'markdown', label: reportTexts.copyMarkdown },
];

/** What the report is, whose it is and how recent; the last as soon as it is known. */
export function headerView(summary: ReportSummary | Omit<ReportOutline, 'expects'>, format: Format): TemplateResult {
  const { connection } = summary;
  const file = 'file' in summary ? summary.file : undefined;
  return html`
    <header class="header">
      <div class="title-line">
        <h1 data-testid="report-title">${truncate(summary.title, 300)}</h1>
        ${summary.badges.map((badge) => html`<span class="badge" data-testid="badge">${truncate(badge, 60)}</span>`)}
      </div>
      ${
        summary.product === '' && summary.name === ''
          ? nothing
          : html`<p class="name-line">
              <span>${truncate(summary.product, 120)}</span
              ><code data-testid="report-name">${truncate(summary.name, 200)}</code>
            </p>`
      }
      ${summary.description === '' ? nothing : html`<p class="description">${truncate(summary.description, 1000)}</p>`}
      <ul class="facts">
        ${file === undefined ? tenantFact(connection) : fileFact(file.name)}
        ${'fetchedAt' in summary ? recencyFacts(summary, format) : html`<li class="pending-fact" aria-hidden="true"></li>`}
      </ul>
    </header>
  `;
}

/** Which file it is, where somebody opened one. */
function fileFact(name: string): TemplateResult {
  return html`
    <li data-testid="file">
      <span class="codicon codicon-file" role="img" aria-label=${reportTexts.file}></span>
      <span class="fact-text">${truncate(name, 200)}</span>
    </li>
  `;
}

function recencyFacts(summary: ReportSummary, format: Format): TemplateResult {
  return html`
    <li data-testid="refresh-date" title=${recencyHint(summary, format)}>
      <span class="codicon codicon-calendar" aria-hidden="true"></span>
      <span class="fact-text">${recency(summary, format)}</span>
    </li>
    <li data-testid="fetched" title=${summary.fetchedAt}>
      <span class="codicon codicon-${recencyIcon(summary)}" aria-hidden="true"></span>
      <span class="fact-text"
        >${
          summary.addedFrom === undefined
            ? formatText(reportTexts.fetched[summary.source], format.instant(summary.fetchedAt))
            : formatText(reportTexts.addedFrom, truncate(summary.addedFrom, 200))
        }</span
      >
    </li>
  `;
}

function recencyIcon({ file, addedFrom }: ReportSummary): string {
  return addedFrom !== undefined ? 'file' : file === undefined ? 'cloud-download' : 'history';
}

/** Period on the left, what can be done on the right. While something is fetched, Cancel stands where Refresh was. */
export function toolbarView(
  summary: ReportSummary | ReportOutline,
  activity: Activity,
  format: Format,
  handlers: HeaderHandlers,
): TemplateResult {
  const loading = activity.kind === 'loading';
  // What is on screen is a part: copied or exported it would pass for the whole.
  const partial = 'rowCount' in summary && summary.partial === true;
  const notYet = partial ? texts.notYet : undefined;
  // A file is read anew when it changes, and belongs to no tenant that another could be compared with.
  const isFile = 'file' in summary && summary.file !== undefined;
  const isMadeOfOthers = 'sources' in summary && summary.sources !== undefined;
  const isRequestable = !isFile && !isMadeOfOthers && summary.onlyFromFiles !== true;
  return html`
    <div class="toolbar" data-testid="toolbar">
      <report-period-switch
        .choices=${summary.choices}
        .shown=${loading ? activity.ref : summary.ref}
        .choose=${handlers.choose}
      ></report-period-switch>
      <div class="toolbar-actions" role="toolbar" aria-label=${reportTexts.actions} ${roving()}>
        ${loading && !partial ? html`<span class="loading-text" data-testid="loading-step">${loadingText(activity, format)}</span>` : nothing}
        ${
          loading
            ? html`<button class="button secondary" data-testid="cancel" @click=${handlers.cancel}>
                <span class="codicon codicon-debug-stop" aria-hidden="true"></span>${texts.cancel}
              </button>`
            : !isRequestable
              ? nothing
              : html`<button
                  class="button secondary"
                  data-testid="refresh"
                  title=${reportTexts.refreshHint}
                  @click=${handlers.refresh}
                >
                  <span class="codicon codicon-refresh" aria-hidden="true"></span>${texts.refresh}
                </button>`
        }
        ${
          summary.kind === 'detail' || isFile || isMadeOfOthers
            ? nothing
            : html`<button
                class="button secondary"
                data-testid="compare"
                ?disabled=${!('rowCount' in summary)}
                title=${reportTexts.compareWithHint}
                @click=${handlers.compare}
              >
                <span class="codicon codicon-git-compare" aria-hidden="true"></span>${reportTexts.compareWith}
              </button>`
        }
        <button
          class="button secondary"
          data-testid="copy"
          title=${notYet ?? reportTexts.copyHint}
          ?disabled=${!('rowCount' in summary) || summary.rowCount === 0}
          aria-disabled=${notYet === undefined ? nothing : 'true'}
          @click=${notYet === undefined ? () => handlers.copy() : nothing}
        >
          <span class="codicon codicon-copy" aria-hidden="true"></span>${texts.copy}
        </button>
        <report-menu
          data-testid="copy-menu"
          .label=${reportTexts.copyMore}
          .items=${copyItems}
          .disabled=${notYet !== undefined || !('rowCount' in summary) || summary.rowCount === 0}
          .choose=${(id: string) => handlers.copy(id === 'markdown' ? 'markdown' : undefined)}
        ></report-menu>
        <button
          class="button"
          data-testid="export"
          ?disabled=${!('rowCount' in summary)}
          title=${notYet ?? reportTexts.exportHint}
          aria-disabled=${notYet === undefined ? nothing : 'true'}
          @click=${notYet === undefined ? handlers.export : nothing}
        >
          <span class="codicon codicon-export" aria-hidden="true"></span>${texts.export}
        </button>
      </div>
    </div>
  `;
}

/** Where nothing is on screen yet and nothing is known of the report. */
export function loadingState(
  activity: Extract<Activity, { kind: 'loading' }>,
  format: Format,
  cancel: () => void,
): TemplateResult {
  return html`
    <section class="empty-state loading" data-testid="loading">
      <h1>${truncate(activity.title, 300)}</h1>
      <p class="empty-text" data-testid="loading-step">${loadingText(activity, format)}</p>
      <div class="empty-actions">
        <button class="button secondary" data-testid="cancel" @click=${cancel}>${texts.cancel}</button>
      </div>
    </section>
  `;
}

function loadingText(activity: Extract<Activity, { kind: 'loading' }>, format: Format): string {
  return activity.receivedBytes === undefined
    ? activity.step
    : `${activity.step} ${formatText(reportTexts.received, format.value(activity.receivedBytes, 'bytes'))}`;
}

function recencyHint({ nextData }: ReportSummary, format: Format): string {
  return nextData === undefined || nextData === null
    ? reportTexts.refreshDateHint
    : `${reportTexts.refreshDateHint} ${formatText(reportTexts.nextData, format.day(nextData))}`;
}

function recency(summary: ReportSummary, format: Format): unknown {
  if (summary.refreshDate === null) {
    return texts.dataDayUnknown;
  }
  const age = summary.refreshAgeDays;
  return html`${formatText(texts.dataUpTo, format.day(summary.refreshDate))}${
    age === null ? nothing : html` <span class="age">(${format.daysAgo(age)})</span>`
  }`;
}
