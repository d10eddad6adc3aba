import { noChange } from 'lit';
import { Directive, directive, type ElementPart, type PartInfo, PartType } from 'lit/directive.js';

/**
 * Sets CSS properties of an element one by one: `<div ${cssProperties({ top: '24px' })}>`. Unlike Lit's `styleMap`, which writes
 * a `style` attribute the first time, this passes a content security policy without `unsafe-inline`.
 */
class CssProperties extends Directive {
  #set: Readonly<Record<string, string>> = {};

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) {
      throw new Error('cssProperties belongs directly into an element');
    }
  }

  /** For the types only: an element's directive renders nothing. */
  render(properties: Readonly<Record<string, string>>): unknown {
    void properties;
    return noChange;
  }

  override update(part: ElementPart, [properties]: [Readonly<Record<string, string>>]): unknown {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(properties)) {
      if (this.#set[name] !== value) {
        style.setProperty(name, value);
      }
    }
    this.#set = properties;
    return noChange;
  }
}

export const cssProperties = directive(CssProperties);
