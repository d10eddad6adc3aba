import { html, LitElement, nothing, svg, type SVGTemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { cssProperties } from '../../base/components/cssProperties.js';
import { dotPath } from '../../../../src/shared/charts/svgPaths.js';
import { truncate } from '../../base/format/formatCell.js';

export interface PlotMark {
  /** Height, 0 (top) to 1 (bottom). */
  readonly level: number;
  readonly className?: string;
}

/** A chart's points, as the plot needs them. */
export interface PlotPoints {
  readonly count: number;
  /** Where the crosshair stands for a point, 0 (left) to 1 (right). */
  position(index: number): number;
  /** What is marked at a point: nothing where it has no value or needs no marker. */
  marks(index: number): readonly PlotMark[];
  /** The point at a place between 0 and 1. */
  at(fraction: number): number;
  /** Day and exact value in words. */
  describe(index: number): string;
}

/**
 * A small chart that can be explored: by pointer, and by arrow keys once it has the focus. It is a slider to assistive
 * technology, because that is the role whose arrow keys every screen reader leaves alone and whose value it speaks.
 */
@customElement('report-plot')
export class ReportPlot extends LitElement {
  @property({ attribute: false }) points: PlotPoints | undefined;
  @property({ attribute: false }) chart: SVGTemplateResult | undefined;
  /** Accessible name. */
  @property({ attribute: false }) label = '';
  /** Shown below the plot while no point is looked at. */
  @property({ attribute: false }) idle: unknown;
  @state() private active: number | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): unknown {
    const { points } = this;
    if (points === undefined) {
      return nothing;
    }
    const active = this.active === undefined ? undefined : Math.min(this.active, points.count - 1);
    const current = active ?? points.count - 1;
    return html`
      <div
        class="plot"
        role="slider"
        tabindex="0"
        aria-label=${truncate(this.label, 300)}
        aria-valuemin="1"
        aria-valuemax=${points.count}
        aria-valuenow=${current + 1}
        aria-valuetext=${truncate(points.describe(current), 600)}
        @pointermove=${(event: PointerEvent) => this.#point(event, points)}
        @pointerdown=${(event: PointerEvent) => this.#point(event, points)}
        @pointerleave=${() => (this.active = undefined)}
        @blur=${() => (this.active = undefined)}
        @keydown=${(event: KeyboardEvent) => this.#key(event, points, active)}
      >
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">${this.chart}</svg>
        ${active === undefined ? nothing : crosshair(points.position(active), points.marks(active))}
      </div>
      <div class="plot-line">
        ${active === undefined ? this.idle : html`<span class="plot-readout" data-testid="plot-readout">${truncate(points.describe(active), 600)}</span>`}
      </div>
    `;
  }

  #point(event: PointerEvent, points: PlotPoints): void {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    this.active = points.at((event.clientX - box.left) / box.width);
  }

  #key(event: KeyboardEvent, points: PlotPoints, active: number | undefined): void {
    const last = points.count - 1;
    const current = active ?? last;
    const moves: Record<string, number | undefined> = {
      ArrowLeft: active === undefined ? last : Math.max(0, current - 1),
      ArrowDown: active === undefined ? last : Math.max(0, current - 1),
      ArrowRight: active === undefined ? last : Math.min(last, current + 1),
      ArrowUp: active === undefined ? last : Math.min(last, current + 1),
      PageDown: Math.max(0, current - 7),
      PageUp: Math.min(last, current + 7),
      Home: 0,
      End: last,
    };
    const target = moves[event.key];
    if (target !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.active = target;
      event.preventDefault();
    } else if (event.key === 'Escape' && active !== undefined) {
      this.active = undefined;
      event.stopPropagation();
    }
  }
}

/** A dot that stays round although its SVG is stretched: the round end of a line without length. */
export function dot(x: number, y: number, className: string): SVGTemplateResult {
  return svg`<path class=${className} d=${dotPath({ x, y })} />`;
}

function crosshair(position: number, marks: readonly PlotMark[]): unknown {
  const left = `${position * 100}%`;
  return html`
    <span class="crosshair" ${cssProperties({ left })}></span>
    ${marks.map(
      ({ level, className = '' }) =>
        html`<span class="crosshair-dot ${className}" ${cssProperties({ left, top: `${level * 100}%` })}></span>`,
    )}
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'report-plot': ReportPlot;
  }
}
