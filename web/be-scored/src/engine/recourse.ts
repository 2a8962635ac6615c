/**
 * The cheapest changes of the five controls that reach a band, by trying them all.
 *
 * Four controls are columns, with the directions, steps, limits and costs of
 * explainers/recourse/changes.py. The fifth is a friendship: at most two are ended. Of all values
 * between two split points of the trees the cheapest is enough.
 */

import type { Change } from './country';
import { friendsOf, without } from './friends';
import { bandOf, publish } from './scale';
import { splitPoints } from './trees';
import type { Person, World } from './world';

/** What ending a friendship costs, in days of effort: stipulated, as all costs are. */
export const COST_OF_A_FRIEND = 5;
export const MAX_DROPPED = 2;
const SAFETY = 1e-6;

export interface Step {
  column: string;
  from: number;
  to: number;
  cost: number;
}

export interface Advice {
  steps: Step[];
  dropped: number[];
  cost: number;
  /** The published score that it leads to. */
  score: number;
}

interface Choice {
  values: number[];
  cost: number;
  own: number;
}

/** Values that a person may have, the present one first, and what each costs. */
export function options(change: Change, range: [number, number], present: number): Step[] {
  const steps: Step[] = [{ column: change.column, from: present, to: present, cost: 0 }];
  const sign = change.direction === 'up' ? 1 : -1;
  const end = change.direction === 'up'
    ? Math.min(range[1], present + change.most)
    : Math.max(range[0], present - change.most);
  // A part of a step costs as much as a whole one.
  const number = Math.ceil(Math.abs(end - present) / change.step - 1e-9);
  for (let n = 1; n <= number; n++) {
    const far = present + sign * n * change.step;
    const within = change.direction === 'up' ? Math.min(far, end) : Math.max(far, end);
    const to = Math.round(within * 1000) / 1000; // as stored: rounded to tenths at the finest
    steps.push({ column: change.column, from: present, to, cost: change.cost * n });
  }
  return steps;
}

/** The number of the next band above a published score; -1 at the top. */
export function nextBand(world: World, published: number): number {
  const { scale } = world.country.words;
  const band = bandOf(scale, published) + 1;
  return band < scale.bands.length ? band : -1;
}

/**
 * The cheapest advice, or null where nothing reaches the limit.
 *
 * `dropping` says which sets of friends may be ended; all of at most two if left out.
 */
export function recourse(
  world: World,
  person: Person,
  limit: number,
  dropping: number[][] = dropSets(world, person),
): Advice | null {
  const { country } = world;
  const { scale, changes } = country.words;
  const trees = country.trees(world.number);
  const row = world.row(person);
  const places = changes.map((change) => country.place(change.column));
  const lists = changes.map((change, number) => {
    const place = places[number];
    const all = options(change, country.words.columns[place].range, row[place]);
    return different(all, splitPoints(trees, place));
  });
  const choices: Choice[] = [];
  const trial = row.slice();
  const descend = (number: number, cost: number): void => {
    if (number === lists.length) {
      const values = places.map((place) => trial[place]);
      choices.push({ values, cost, own: world.ownPoints(trial) });
      return;
    }
    for (const option of lists[number]) {
      trial[places[number]] = option.to;
      descend(number + 1, cost + option.cost);
    }
    trial[places[number]] = row[places[number]];
  };
  descend(0, 0);
  choices.sort((one, other) => one.cost - other.cost || other.own - one.own);
  const now = world.ownPoints(row);
  let best: Advice | null = null;
  for (const set of dropping) {
    const paid = set.length * COST_OF_A_FRIEND;
    if (best && paid >= best.cost) continue;
    const gone = new Set([...person.dropped, ...set]);
    const known = without(country.known, person.index, gone);
    const score = world.scores(person, now, known)[person.index];
    const alone = new Float64Array(country.size);
    alone[person.index] = 1;
    const effect = world.share(alone, known)[person.index];
    const need = score >= limit - 0.5 && publish(scale, score) >= limit
      ? -Infinity
      : now + (limit - 0.5 - score) / effect + SAFETY;
    const found = choices.find((choice) => choice.own >= need);
    if (!found || (best && paid + found.cost >= best.cost)) continue;
    best = {
      steps: steps(world, row, places, found, lists),
      dropped: set,
      cost: paid + found.cost,
      score: publish(scale, score + effect * (found.own - now)),
    };
  }
  return best;
}

/** Of the options that no split tells apart, the cheapest. */
function different(all: Step[], splits: number[]): Step[] {
  const seen = new Set<number>();
  return all.filter((option) => {
    let below = 0;
    while (below < splits.length && option.to > splits[below]) below++;
    if (seen.has(below)) return false;
    seen.add(below);
    return true;
  });
}

function steps(world: World, row: Float64Array, places: number[], found: Choice, lists: Step[][]) {
  const taken: Step[] = [];
  found.values.forEach((value, number) => {
    if (value === row[places[number]]) return;
    const option = lists[number].find((one) => one.to === value);
    if (option) taken.push({ ...option, column: world.country.columns[places[number]] });
  });
  return taken.sort((one, other) => other.cost - one.cost);
}

/** No friend, each friend, each pair of friends whom a person still has. */
export function dropSets(world: World, person: Person): number[][] {
  if (world.country.tie(world.number) === 0) return [[]];
  const friends = friendsOf(world.known(person), person.index);
  const sets: number[][] = [[], ...friends.map((friend) => [friend])];
  for (let one = 0; one < friends.length; one++) {
    for (let other = one + 1; other < friends.length; other++) {
      sets.push([friends[one], friends[other]]);
    }
  }
  return sets.filter((set) => set.length <= MAX_DROPPED);
}
