import type { LargeChartState } from '../../../src/shared/pages/report.js';

export const emptyLargeChart: LargeChartState = { picked: [], overlay: 'none' };

export function withMeasure(state: LargeChartState, id: string): LargeChartState {
  return { ...state, picked: [...state.picked, id] };
}

export function withoutMeasure(state: LargeChartState, id: string): LargeChartState {
  return { ...state, picked: state.picked.filter((picked) => picked !== id) };
}
