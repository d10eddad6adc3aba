import { html, type TemplateResult } from 'lit';
import type { CardGroup } from './groups.js';
import { overviewTexts } from './overviewTexts.js';

/** A link to each group of cards. */
export function jumpLinks(groups: readonly CardGroup[]): TemplateResult {
  return html`
    <nav class="jump-links" aria-label=${overviewTexts.jumpTo} data-testid="jump-links">
      <ul>
        ${groups.map(
          ({ id, title }) => html`<li><a href="#${id}" @click=${(event: Event) => jump(event, id)}>${title}</a></li>`,
        )}
      </ul>
    </nav>
  `;
}

/** Goes to the group's heading: what is tabbed to next is in the group. A link alone would move the view only. */
function jump(event: Event, id: string): void {
  const heading = document.getElementById(id);
  if (heading === null) {
    return;
  }
  event.preventDefault();
  const group = heading.closest('details');
  if (group !== null) {
    group.open = true;
  }
  heading.scrollIntoView({ block: 'start' });
  (heading.closest('summary') ?? heading).focus({ preventScroll: true });
}
