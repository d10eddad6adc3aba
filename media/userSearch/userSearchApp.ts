import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type {
  UserCard,
  UserReportGap,
  UserSearchEvent,
  UserSearchMessage,
  UserSummary,
} from '../../src/shared/pages/userSearch.js';
import { columnLabel } from '../../src/shared/report.js';
import type { UserEntry } from '../../src/shared/userFacts.js';
import type { Format } from '../../src/shared/format/format.js';
import { noticeLine } from '../common/base/components/notices.js';
import { formatText } from '../../src/shared/format/formatText.js';
import { texts } from '../common/base/texts.js';
import { userSearchTexts } from './userSearchTexts.js';
import { nameWithoutUnit } from '../../src/shared/measures.js';
import { formatCell, truncate } from '../common/base/format/formatCell.js';
import { tenantFact } from '../common/base/components/tenantFact.js';

/** Characters of a name that anybody reads. */
const MAX_NAME_CHARACTERS = 200;

/** The whole page about one person. It keeps nothing: what is on screen came from the host, and the host forgets it with the tab. */
@customElement('user-search-app')
export class UserSearchApp extends LitElement {
  @property({ attribute: false }) post: (message: UserSearchMessage) => void = () => undefined;
  @property({ attribute: false }) format: Format | undefined;
  @state() private summary: UserSummary | undefined;
  @state() private busy: string | undefined;

  receive(event: UserSearchEvent): void {
    if (event.type === 'busy') {
      this.busy = event.text;
    } else {
      this.summary = event.summary;
    }
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): unknown {
    const { summary, format, busy } = this;
    if (summary === undefined || format === undefined) {
      return html`<main data-testid="user-search-app"></main>`;
    }
    return html`
      <main data-testid="user-search-app" data-state=${busy === undefined ? 'idle' : 'busy'}>
        <div
          class="progress ${busy === undefined ? '' : 'active'}"
          role="progressbar"
          aria-label=${texts.loading}
          ?hidden=${busy === undefined}
        ></div>
        ${this.#header(summary)} ${this.#toolbar(busy)}
        ${
          summary.notices.length === 0
            ? nothing
            : html`<ul class="notices" aria-label=${texts.notices} data-testid="notices">
                ${summary.notices.map((notice) => noticeLine(notice, () => undefined))}
              </ul>`
        }
        ${overview(summary, format)}
        <section aria-labelledby="cards-heading" class="user-section">
          <div class="section-head">
            <h2 id="cards-heading">${userSearchTexts.cards}</h2>
            <span class="section-count">${format.plural(userSearchTexts.reports, summary.cards.length)}</span>
          </div>
          ${
            summary.cards.length === 0
              ? html`<div class="empty-state" data-testid="nobody">
                  <span class="codicon codicon-inbox" aria-hidden="true"></span>
                  <p>${userSearchTexts.notInAnyReport}</p>
                </div>`
              : html`<ul class="user-cards">
                  ${summary.cards.map((card) => this.#card(card, format))}
                </ul>`
          }
        </section>
        ${summary.gaps.length === 0 ? nothing : this.#gaps(summary.gaps, format)}
        <div class="visually-hidden" role="status">
          ${busy ?? formatText(userSearchTexts.shown, name(summary.heading), format.plural(userSearchTexts.reports, summary.cards.length))}
        </div>
      </main>
    `;
  }

  #header({ connection, heading, displayName, principalName, id, isDeleted, deletedOn }: UserSummary): TemplateResult {
    const { format } = this;
    const deleted =
      deletedOn === undefined || format === undefined
        ? userSearchTexts.deleted
        : formatText(userSearchTexts.deletedOn, format.day(deletedOn));
    return html`
      <header class="header">
        <div class="title-line">
          <span class="codicon codicon-person" aria-hidden="true"></span>
          <h1 data-testid="user-heading">${name(heading)}</h1>
          ${isDeleted === true ? html`<span class="badge" data-testid="deleted">${deleted}</span>` : nothing}
        </div>
        <ul class="facts">
          ${
            principalName === undefined || principalName === (displayName ?? heading)
              ? nothing
              : html`<li data-testid="principal-name" title=${userSearchTexts.principalName}>
                  <span class="codicon codicon-mail" role="img" aria-label=${userSearchTexts.principalName}></span
                  ><span class="fact-text">${name(principalName)}</span>
                </li>`
          }
          ${
            id === undefined || id === heading
              ? nothing
              : html`<li data-testid="user-id" title=${userSearchTexts.id}>
                  <span class="codicon codicon-key" role="img" aria-label=${userSearchTexts.id}></span
                  ><code class="fact-text">${name(id)}</code>
                </li>`
          }
          ${tenantFact(connection)}
        </ul>
      </header>
    `;
  }

  #toolbar(busy: string | undefined): TemplateResult {
    return html`
      <div class="toolbar">
        <span class="loading-text" data-testid="busy">${busy ?? ''}</span>
        <div class="toolbar-actions" role="group" aria-label=${userSearchTexts.actions}>
          ${
            busy === undefined
              ? nothing
              : html`<button
                  class="button secondary"
                  data-testid="cancel"
                  @click=${() => this.post({ type: 'cancel' })}
                >
                  <span class="codicon codicon-debug-stop" aria-hidden="true"></span>${texts.cancel}
                </button>`
          }
          <button
            class="button secondary"
            title=${userSearchTexts.copyHint}
            data-testid="copy"
            @click=${() => this.post({ type: 'copy' })}
          >
            <span class="codicon codicon-copy" aria-hidden="true"></span>${texts.copy}
          </button>
          <button
            class="button secondary"
            data-testid="find-another"
            @click=${() => this.post({ type: 'findAnother' })}
          >
            <span class="codicon codicon-search" aria-hidden="true"></span>${userSearchTexts.findAnother}
          </button>
        </div>
      </div>
    `;
  }

  #card(card: UserCard, format: Format): TemplateResult {
    return html`
      <li class="user-card" data-testid="card" data-report=${card.id.split('/')[0] ?? ''}>
        <div class="user-card-head">
          <h3>
            <span class="codicon codicon-${card.icon}" aria-hidden="true"></span>${card.product}<span
              class="user-card-title"
              >${card.title}</span
            >
          </h3>
          <button
            class="link-button"
            aria-label=${formatText(userSearchTexts.openReportOf, card.title)}
            @click=${() => this.post({ type: 'openReport', id: card.id })}
          >
            ${userSearchTexts.openReport}
          </button>
        </div>
        ${card.owns ? html`<p class="muted">${format.plural(userSearchTexts.owns, card.entries.length + card.more)}</p>` : nothing}
        ${card.entries.map((entry) => entryView(entry, format))}
        ${card.more > 0 ? html`<p class="muted">${formatText(userSearchTexts.more, format.count(card.more))}</p>` : nothing}
        <p class="user-card-foot muted" data-testid="card-day">${[dayOf(card, format), card.parameter].join(' · ')}</p>
      </li>
    `;
  }

  #gaps(gaps: readonly UserReportGap[], format: Format): TemplateResult {
    const missing = gaps.filter(({ why }) => why === 'notFetched');
    return html`
      <section aria-labelledby="gaps-heading" class="user-section">
        <div class="section-head">
          <h2 id="gaps-heading">${userSearchTexts.gaps}</h2>
          <span class="section-count">${userSearchTexts.gapsHint}</span>
          ${
            missing.length > 1
              ? html`<span class="section-tools"
                  ><button
                    class="button secondary"
                    data-testid="fetch-all"
                    ?disabled=${this.busy !== undefined}
                    @click=${() => this.post({ type: 'fetch', ids: missing.map(({ id }) => id) })}
                  >
                    ${userSearchTexts.fetchAll}
                  </button></span
                >`
              : nothing
          }
        </div>
        <ul class="user-gaps">
          ${gaps.map(
            (gap) =>
              html`<li class="user-gap" data-testid="gap" data-why=${gap.why}>
                <span class="codicon codicon-${gap.icon}" aria-hidden="true"></span>
                <span class="user-gap-text"
                  >${gap.product}: ${gap.title}<span class="muted"> · ${gapText(gap, format)}</span></span
                >
                <button
                  class="link-button"
                  aria-label=${`${fetchLabel(gap)}: ${gap.title}`}
                  ?disabled=${this.busy !== undefined}
                  @click=${() => this.post({ type: 'fetch', ids: [gap.id] })}
                >
                  ${fetchLabel(gap)}
                </button>
              </li>`,
          )}
        </ul>
      </section>
    `;
  }
}

function overview(summary: UserSummary, format: Format): TemplateResult {
  const { lastActivity, products, licensed, storage } = summary;
  const facts: { label: string; value: string }[] = [
    {
      label: userSearchTexts.lastActivity,
      value:
        lastActivity === undefined
          ? userSearchTexts.noActivity
          : formatText(userSearchTexts.lastActivityIn, format.day(lastActivity.date), lastActivity.product),
    },
    ...storage.map(({ product, bytes }) => ({
      label: formatText(userSearchTexts.storage, product),
      value: format.value(bytes, 'bytes'),
    })),
    ...(licensed.length === 0 ? [] : [{ label: userSearchTexts.licensedFor, value: licensed.join(', ') }]),
    ...(products.length === 0 ? [] : [{ label: userSearchTexts.products, value: products.join(', ') }]),
  ];
  return html`
    <section aria-label=${texts.atAGlance} class="user-section" data-testid="overview">
      <dl class="user-overview">
        ${facts.map(
          ({ label, value }) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${truncate(value, 2000)}</dd>
            </div>`,
        )}
      </dl>
    </section>
  `;
}

function entryView(entry: UserEntry, format: Format): TemplateResult {
  const { label, lastActivity, figures, zeros, used, yes, no, isDeleted, deletedOn, products, unlicensed } = entry;
  const facts: { name: string; text: string; title?: string }[] = [
    ...(lastActivity === undefined
      ? []
      : [{ name: userSearchTexts.lastActivity, text: format.day(lastActivity), title: lastActivity }]),
    ...figures.map(({ column, value }) => {
      const { text, title } = formatCell(value, column, format);
      return { name: nameWithoutUnit(columnLabel(column)), text, title };
    }),
  ];
  const lists = [
    { name: userSearchTexts.used, values: used },
    { name: texts.yes, values: yes },
    { name: texts.no, values: no },
    { name: userSearchTexts.zero, values: zeros.map((column) => nameWithoutUnit(columnLabel(column))) },
    { name: userSearchTexts.notLicensedFor, values: unlicensed },
    { name: userSearchTexts.products, values: products ?? [] },
  ].filter(({ values }) => values.length > 0);
  const deleted =
    deletedOn === undefined ? userSearchTexts.deleted : formatText(userSearchTexts.deletedOn, format.day(deletedOn));
  return html`
    <div class="user-entry">
      ${label === undefined ? nothing : html`<h4>${name(label)}</h4>`}
      ${isDeleted === true ? html`<p><span class="badge">${deleted}</span></p>` : nothing}
      ${
        facts.length === 0
          ? nothing
          : html`<dl class="user-figures">
              ${facts.map(
                (fact) =>
                  html`<div>
                    <dt>${truncate(fact.name, MAX_NAME_CHARACTERS)}</dt>
                    <dd title=${fact.title ?? nothing}>${fact.text}</dd>
                  </div>`,
              )}
            </dl>`
      }
      ${lists.map(({ name: heading, values }) => html`<p class="muted user-list"><span>${heading}:</span> ${truncate(values.join(', '), 2000)}</p>`)}
      ${facts.length === 0 && lists.length === 0 && isDeleted !== true ? html`<p class="muted">${userSearchTexts.noDetails}</p>` : nothing}
    </div>
  `;
}

function dayOf({ refreshDate, refreshAgeDays: age }: UserCard, format: Format): string {
  if (refreshDate === null) {
    return texts.dataDayUnknown;
  }
  const day = formatText(texts.dataUpTo, format.day(refreshDate));
  return age === null ? day : `${day} (${format.daysAgo(age)})`;
}

function fetchLabel({ why }: UserReportGap): string {
  return why === 'notFetched' ? userSearchTexts.fetch : texts.refresh;
}

function gapText({ why, parameter, refreshDate }: UserReportGap, format: Format): string {
  return [
    userSearchTexts.why[why],
    parameter,
    refreshDate === undefined || refreshDate === null ? undefined : formatText(texts.dataUpTo, format.day(refreshDate)),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

/** A name as the service has it, without marks that make text run the other way. */
function name(text: string): string {
  return truncate(text.replace(/[\u202a-\u202e\u2066-\u2069]/g, ''), MAX_NAME_CHARACTERS);
}

declare global {
  interface HTMLElementTagNameMap {
    'user-search-app': UserSearchApp;
  }
}
