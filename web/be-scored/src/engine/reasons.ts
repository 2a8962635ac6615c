/** From columns to a few reasons in whole points that add up; see explainers/notice/reasons.py. */

import type { Country } from './country';
import type { Explanation } from './world';

const MAIN_REASONS = 4;
const NAMED = 2;
const CLIPPED = 0.5 + 1e-6;

export type Topic = number | 'start' | 'friends' | 'not disclosed' | 'else' | 'end_top' | 'end_bottom';

export interface Reason {
  topic: Topic;
  points: number;
  columns: string[];
}

export function reasons(country: Country, told: Explanation): Reason[] {
  const gives = (name: string): number => told.values[country.place(name)] ?? 0;
  const sums: { topic: Topic; points: number; columns: string[] }[] =
    country.words.letter.topics.map(([, , columns], topic) => ({
      topic,
      points: columns.reduce((sum, name) => sum + gives(name), 0),
      columns,
    }));
  sums.push({ topic: 'friends', points: told.friends, columns: [] });
  sums.push({ topic: 'not disclosed', points: 0, columns: [] });
  const order = [...sums].sort((one, other) => Math.abs(other.points) - Math.abs(one.points));
  const main = order.slice(0, MAIN_REASONS).filter((sum) => Math.abs(sum.points) >= 0.5);
  const rest = sums.reduce((total, sum) => (main.includes(sum) ? total : total + sum.points), 0);
  const lines = [{ topic: 'start' as Topic, points: told.base, columns: [] as string[] }];
  for (const sum of main) {
    const same = sum.columns.filter((name) => gives(name) * sum.points > 0);
    same.sort((one, other) => Math.abs(gives(other)) - Math.abs(gives(one)));
    const columns = same
      .slice(0, NAMED)
      .filter((name, place) => place === 0 || Math.abs(gives(name)) >= 1);
    lines.push({ topic: sum.topic, points: sum.points, columns });
  }
  if (Math.abs(told.rounding) <= CLIPPED) {
    lines.push({ topic: 'else', points: rest + told.rounding, columns: [] });
  } else {
    const top = told.published === country.words.scale.max;
    lines.push({ topic: 'else', points: rest, columns: [] });
    lines.push({ topic: top ? 'end_top' : 'end_bottom', points: told.rounding, columns: [] });
  }
  const whole = wholePoints(lines.map((line) => line.points));
  return lines.map((line, number) => ({ ...line, points: whole[number] }));
}

/** Round so that the sum stays: whole parts, then the largest remainders. */
export function wholePoints(exact: number[]): number[] {
  const whole = exact.map(Math.floor);
  const total = exact.reduce((sum, points) => sum + points, 0);
  const left = Math.round(total - whole.reduce((sum, points) => sum + points, 0));
  const order = exact.map((_, place) => place);
  order.sort((one, other) => exact[other] - whole[other] - (exact[one] - whole[one]));
  for (const place of order.slice(0, left)) whole[place]++;
  return whole;
}
