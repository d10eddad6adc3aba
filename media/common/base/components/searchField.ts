import { html, type TemplateResult } from 'lit';

/** The field of a popover that searches what the popover lists. */
export function searchField(
  label: string,
  testId: string,
  text: string,
  changed: (text: string) => void,
): TemplateResult {
  return html`<input
    type="text"
    class="text-input filter-search"
    aria-label=${label}
    placeholder=${label}
    autocomplete="off"
    spellcheck="false"
    maxlength="200"
    data-testid=${testId}
    .value=${text}
    @input=${(event: InputEvent) => changed((event.target as HTMLInputElement).value)}
  />`;
}
