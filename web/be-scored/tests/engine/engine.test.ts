/** What needs no Python: damaged data, addresses, names, and the values' own oracle. */
import { expect, test } from 'vitest';
import { read, write, type Known } from '../../src/address';
import { Country } from '../../src/engine/country';
import { Damaged } from '../../src/engine/pack';
import { wholePoints } from '../../src/engine/reasons';
import { options } from '../../src/engine/recourse';
import { rint } from '../../src/engine/scale';
import { Glass } from '../../src/engine/shapley';
import { margin, type Trees } from '../../src/engine/trees';
import { inhabitantOf } from '../../src/names';
import { countryText } from './data';

const text = countryText();

test('a tampered, truncated or foreign export is refused', () => {
  const bytes = text.indexOf('"bytes":"') + 2000;
  const other = text[bytes] === 'A' ? 'B' : 'A';
  const damaged = [
    text.slice(0, bytes) + other + text.slice(bytes + 1),
    text.replace('disputed', 'fiction!'),
    text.slice(0, text.length / 2),
    text.replace('"format":1', '"format":2'),
    '', 'null', '{}',
  ];
  for (const one of damaged) expect(() => new Country(one)).toThrow(Damaged);
  expect(new Country(text).size).toBeGreaterThan(0);
});

/** One tree: column 0 above 1 and column 1 above 2 earn 8; column 0 alone 2. */
const tree: Trees = {
  base: 0.5,
  roots: Int32Array.of(0),
  feature: Int16Array.of(0, -1, 1, -1, -1),
  threshold: Float64Array.of(1, 0, 2, 0, 0),
  left: Int32Array.of(1, 0, 3, 0, 0),
  right: Int32Array.of(2, 0, 4, 0, 0),
  value: Float64Array.of(0, 0, 0, 2, 8),
};

test('values equal the average over all orders, counted by hand', () => {
  const reference = Float64Array.of(0, 3, 2, 0);
  const person = Float64Array.of(2, 3);
  const values = new Glass(tree, 2, reference).explain(person);
  // Against (0, 3): column 0 moves 0 to 8. Against (2, 0): column 1 moves 2 to 8.
  expect(Array.from(values)).toEqual([4, 3]);
  const mean = (margin(tree, reference, 0) + margin(tree, reference, 2)) / 2;
  expect(mean + values[0] + values[1]).toBeCloseTo(margin(tree, person), 12);
});

test('values of many columns equal brute force over all subsets', () => {
  let seed = 7;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const width = 5;
  const n = 31;
  const deep: Trees = {
    base: 0, roots: Int32Array.of(0),
    feature: Int16Array.from({ length: n }, (_, node) => (2 * node + 2 < n ? Math.floor(random() * width) : -1)),
    threshold: Float64Array.from({ length: n }, random),
    left: Int32Array.from({ length: n }, (_, node) => 2 * node + 1),
    right: Int32Array.from({ length: n }, (_, node) => 2 * node + 2),
    value: Float64Array.from({ length: n }, (_, node) => (2 * node + 2 < n ? 0 : random())),
  };
  const reference = Float64Array.from({ length: 9 * width }, random);
  const person = Float64Array.from({ length: width }, random);
  const game = (set: number): number => {
    let sum = 0;
    for (let other = 0; other < 9; other++) {
      const mixed = person.map((x, j) => (set >> j & 1 ? x : reference[other * width + j]));
      sum += margin(deep, mixed) / 9;
    }
    return sum;
  };
  const factorial = [1, 1, 2, 6, 24, 120];
  const values = new Glass(deep, width, reference).explain(person);
  for (let j = 0; j < width; j++) {
    let value = 0;
    for (let set = 0; set < 1 << width; set++) {
      if (set >> j & 1) continue;
      const size = [...Array(width).keys()].filter((k) => set >> k & 1).length;
      const weight = (factorial[size] * factorial[width - size - 1]) / factorial[width];
      value += weight * (game(set | 1 << j) - game(set));
    }
    expect(values[j]).toBeCloseTo(value, 12);
  }
});

test('rounding is to even, and whole points keep their sum', () => {
  expect([0.5, 1.5, 2.5, -0.5, 2.4999, 649.5].map(rint)).toEqual([0, 2, 2, 0, 2, 650]);
  expect(wholePoints([600.4, 0.3, -0.7])).toEqual([601, 0, -1]);
});

test('options end where the range or the change ends, and a part of a step costs a whole one', () => {
  const change = { column: 'overdue_books', direction: 'down' as const, cost: 0.5, step: 5, most: 12 };
  expect(options(change, [0, 400], 7).map((o) => [o.to, o.cost])).toEqual([[7, 0], [2, 0.5], [0, 1]]);
  expect(options(change, [0, 400], 30).map((o) => o.to)).toEqual([30, 25, 20, 18]);
});

const known: Known = {
  people: 1000,
  columns: new Map([['gaming_hours', [0, 16]]]),
  biases: ['idle_gamers', 'nappy_bonus'],
  isFriend: (person, other) => person === 4 && other === 9,
};

test('an address is read as it was written', () => {
  const address = { scene: 'twin' as const, person: 4, set: { gaming_hours: 8.5 }, drop: [9], off: ['nappy_bonus'] };
  expect(read(write(address), known)).toEqual({ ...address, unknown: false });
  expect(read('', known)).toMatchObject({ scene: 'score', person: null, off: null, unknown: false });
  expect(read('#twin/4?off=', known).off).toEqual([]);
});

test.each(['#nowhere', '#twin/1000', '#twin/-1', '#twin/x', '#twin/4?set=age:3', '#twin/4?set=gaming_hours:99',
  '#twin/4?set=gaming_hours:', '#twin/4?drop=8', '#twin/4?off=rain', '#%E0%A4%A/<b>'])(
  'the address %s names something unknown, and is no error', (hash) => {
    expect(read(hash, known).unknown).toBe(true);
  });

test('a made-up name is the same person every time, and names spread over the country', () => {
  expect(inhabitantOf('Mira', 1000)).toBe(inhabitantOf('  mira ', 1000));
  expect(inhabitantOf('José', 1000)).toBe(inhabitantOf('jose', 1000));
  const met = new Set(Array.from({ length: 500 }, (_, n) => inhabitantOf(`name ${n}`, 1000)));
  expect(met.size).toBeGreaterThan(350);
});
