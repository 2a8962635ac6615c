/** Which bars a waterfall shows, from the base to the published score. Nothing here draws. */
import type { Explanation } from '../engine/world';

export interface Bar {
  key: string;
  kind: 'base' | 'column' | 'others' | 'friends' | 'rounding' | 'end';
  column?: string;
  /** Number of columns in one bar. */
  number?: number;
  points: number;
  from: number;
  to: number;
}

/** The order of columns by what they give, the weightiest first. */
export function weightiest(values: ArrayLike<number>): number[] {
  return Array.from(values, (_, place) => place).sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]));
}

export function waterfall(told: Explanation, columns: string[], max: number): Bar[] {
  const order = weightiest(told.values).filter((place) => told.values[place] !== 0);
  const shown = order.length <= max + 1 ? order : order.slice(0, max);
  const others = order.slice(shown.length);
  const bars: Bar[] = [];
  let at = 0;
  const add = (bar: Omit<Bar, 'from' | 'to'>): void => {
    bars.push({ ...bar, from: at, to: at + bar.points });
    at += bar.points;
  };
  add({ key: 'base', kind: 'base', points: told.base });
  for (const place of shown) {
    add({ key: columns[place], kind: 'column', column: columns[place], points: told.values[place] });
  }
  const rest = others.reduce((sum, place) => sum + told.values[place], 0);
  if (others.length) add({ key: 'others', kind: 'others', number: others.length, points: rest });
  add({ key: 'friends', kind: 'friends', points: told.friends });
  add({ key: 'rounding', kind: 'rounding', points: told.rounding });
  bars.push({ key: 'end', kind: 'end', points: told.published, from: 0, to: told.published });
  return bars;
}
