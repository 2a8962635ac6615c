/** The page's numbers are Python's, in every one of the sixteen worlds. */
import { describe, expect, test } from 'vitest';
import { Country } from '../../src/engine/country';
import { reasons } from '../../src/engine/reasons';
import { recourse } from '../../src/engine/recourse';
import { Worlds, type Person } from '../../src/engine/world';
import { checks, countryText } from './data';

const NEAR = 1e-6; // points
const country = new Country(countryText());
const worlds = new Worlds(country);
const python = checks();

function person(index: number, changes: Record<string, number> = {}, dropped: number[] = []): Person {
  return { index, changes: new Map(Object.entries(changes)), dropped: new Set(dropped) };
}

function furthest(mine: ArrayLike<number>, theirs: ArrayLike<number>): number {
  expect(mine.length).toBe(theirs.length);
  let worst = 0;
  for (let at = 0; at < mine.length; at++) {
    const off = Math.abs(mine[at] - theirs[at]);
    if (!(off <= worst)) worst = off; // a missing number is the furthest off
  }
  return worst;
}

test('there are sixteen worlds', () => {
  expect(country.words.worlds.length).toBe(16);
  expect(python.worlds.length).toBe(16);
});

describe.each(country.words.worlds.map((_, number) => number))('world %i', (number) => {
  const world = worlds.at(number);
  const of = (name: string) => python.arrays[`${number}:${name}`];

  test('everybody has the points, the values and exactly the published score of Python', () => {
    const { published } = world.everybody();
    const explained = world.explained();
    expect(furthest(world.own, of('own'))).toBeLessThan(NEAR);
    expect(Math.abs(world.base - of('base')[0])).toBeLessThan(NEAR);
    expect(furthest(explained.map((e) => e.score), of('scores'))).toBeLessThan(NEAR);
    expect(Array.from(published)).toEqual(Array.from(of('published')));
    const values = Float64Array.from(explained.flatMap((e) => Array.from(e.values)));
    expect(furthest(values, of('values'))).toBeLessThan(NEAR);
  });

  test('base, values, friends and rounding add up to the published score', () => {
    for (const told of world.explained()) {
      const sum = told.values.reduce((total, value) => total + value, told.base);
      expect(Math.abs(sum + told.friends + told.rounding - told.published)).toBeLessThan(1e-9);
    }
  });

  test('who is built has the score and the values of Python', () => {
    for (const built of python.worlds[number].built) {
      const told = world.explain(person(built.person, built.new));
      expect(told.published).toBe(built.published);
      expect(Math.abs(told.friends - built.friends)).toBeLessThan(NEAR);
      expect(furthest(told.values, built.values)).toBeLessThan(NEAR);
    }
  });

  test('a friendship that ends moves both scores as in Python', () => {
    for (const { person: one, friend, scores } of python.worlds[number].dropped) {
      const without = person(one, {}, [friend]);
      const now = world.scores(without, world.own[one]);
      expect(furthest([now[one], now[friend]], scores)).toBeLessThan(NEAR);
    }
  });

  test('the cheapest change of the four columns costs what it costs in Python', () => {
    let asked = 0;
    for (const advice of python.worlds[number].advice) {
      if (advice.to === null) continue;
      const limit = new Map(country.words.scale.bands).get(advice.to) as number;
      [[], [advice.friend]].forEach((gone, place) => {
        if (advice.already[place]) return;
        const found = recourse(world, person(advice.person, {}, gone), limit, [[]]);
        if (advice.cost[place] === null) expect(found).toBeNull();
        else {
          expect(found?.cost).toBeCloseTo(advice.cost[place], 9);
          expect(found?.score).toBeGreaterThanOrEqual(limit);
        }
        asked++;
      });
    }
    expect(asked).toBeGreaterThan(0);
  });

  test('the letter has the lines of Python, in whole points', () => {
    const explained = world.explained();
    python.worlds[number].letters.forEach((lines, index) => {
      const mine = reasons(country, explained[index]);
      expect(mine.map((line) => [String(line.topic), line.points, line.columns])).toEqual(lines);
      const sum = mine.reduce((total, line) => total + line.points, 0);
      expect(sum).toBe(explained[index].published);
    });
  });
});
