/** A triangle that points where something went; empty where it stayed. */
export function directionMark(direction: number): string {
  return direction === 0 ? '' : direction > 0 ? '▲' : '▼';
}
