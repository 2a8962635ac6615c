/**
 * Exact interventional Shapley values of trees, against named reference people.
 *
 * The path to a leaf collapses to one interval for each of its k columns, so a person is a pattern
 * of k bits there: which intervals hold. Against one reference person, with a columns that only
 * the person meets and b that only the reference meets, a column of the first kind gets
 * leaf (a-1)! b! / (a+b)! and one of the second kind -leaf a! (b-1)! / (a+b)!; a pair that leaves
 * a column unmet by both gives nothing. Reference people are counted by pattern, once; what a
 * pattern gives is computed when the first person shows it, and kept.
 */

import type { Trees } from './trees';

const MAX_COLUMNS = 20;
const FACTORIAL = Array.from({ length: MAX_COLUMNS + 1 }, (_, n) => {
  let product = 1;
  for (let factor = 2; factor <= n; factor++) product *= factor;
  return product;
});

export class Glass {
  private readonly first: Int32Array;
  private readonly column: Uint8Array;
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  private readonly value: Float64Array;
  /** Where a leaf's patterns begin in `row`, and its counted ones in `seen`. */
  private readonly patterns: Int32Array;
  private readonly counted: Int32Array;
  private readonly seen: Int32Array;
  private readonly times: Int32Array;
  /** Where a pattern's values stand in `pool`; -1 until somebody shows it. */
  private readonly row: Int32Array;
  private pool = new Float64Array(1 << 15);
  private used = 0;
  private readonly members: number;

  /**
   * @param trees the model
   * @param width the number of its columns
   * @param reference rows of the reference people, one after another
   */
  constructor(
    trees: Trees,
    private readonly width: number,
    reference: Float64Array,
  ) {
    const first = [0];
    const columns: number[] = [];
    const low: number[] = [];
    const high: number[] = [];
    const value: number[] = [];
    const path = new Map<number, [number, number]>();
    const descend = (node: number): void => {
      const feature = trees.feature[node];
      if (feature < 0) {
        if (path.size > MAX_COLUMNS) throw new Error(`a path reads more than ${MAX_COLUMNS}`);
        for (const [column, [from, to]] of path) {
          columns.push(column);
          low.push(from);
          high.push(to);
        }
        first.push(columns.length);
        value.push(trees.value[node]);
        return;
      }
      const before = path.get(feature);
      const [from, to] = before ?? [-Infinity, Infinity];
      path.set(feature, [from, Math.min(to, trees.threshold[node])]);
      descend(trees.left[node]);
      path.set(feature, [Math.max(from, trees.threshold[node]), to]);
      descend(trees.right[node]);
      if (before) path.set(feature, before);
      else path.delete(feature);
    };
    trees.roots.forEach(descend);
    this.first = Int32Array.from(first);
    this.column = Uint8Array.from(columns);
    this.low = Float64Array.from(low);
    this.high = Float64Array.from(high);
    this.value = Float64Array.from(value);
    this.members = reference.length / width;
    const leaves = value.length;
    this.patterns = new Int32Array(leaves + 1);
    for (let leaf = 0; leaf < leaves; leaf++) {
      this.patterns[leaf + 1] = this.patterns[leaf] + (1 << (first[leaf + 1] - first[leaf]));
    }
    this.row = new Int32Array(this.patterns[leaves]).fill(-1);
    this.counted = new Int32Array(leaves + 1);
    const seen: number[] = [];
    const times: number[] = [];
    const count = new Int32Array(1 << Math.max(...Array.from(this.sizes())));
    for (let leaf = 0; leaf < leaves; leaf++) {
      const shown: number[] = [];
      for (let member = 0; member < this.members; member++) {
        const pattern = this.pattern(leaf, reference, member * width);
        if (count[pattern]++ === 0) shown.push(pattern);
      }
      for (const pattern of shown) {
        seen.push(pattern);
        times.push(count[pattern]);
        count[pattern] = 0;
      }
      this.counted[leaf + 1] = seen.length;
    }
    this.seen = Int32Array.from(seen);
    this.times = Int32Array.from(times);
  }

  private *sizes(): Iterable<number> {
    for (let leaf = 0; leaf + 1 < this.first.length; leaf++) {
      yield this.first[leaf + 1] - this.first[leaf];
    }
  }

  private pattern(leaf: number, rows: Float64Array, at: number): number {
    let bits = 0;
    const start = this.first[leaf];
    for (let place = start; place < this.first[leaf + 1]; place++) {
      const x = rows[at + this.column[place]];
      if (x > this.low[place] && x <= this.high[place]) bits |= 1 << (place - start);
    }
    return bits;
  }

  /** What each column gives in the margin; they add up to it less the reference people's mean. */
  explain(rows: Float64Array, at = 0): Float64Array {
    const values = new Float64Array(this.width);
    for (let leaf = 0; leaf < this.value.length; leaf++) {
      const start = this.first[leaf];
      const k = this.first[leaf + 1] - start;
      if (k === 0) continue;
      const place = this.patterns[leaf] + this.pattern(leaf, rows, at);
      const from = this.row[place] < 0 ? this.fill(leaf, place) : this.row[place];
      for (let bit = 0; bit < k; bit++) values[this.column[start + bit]] += this.pool[from + bit];
    }
    return values;
  }

  private fill(leaf: number, place: number): number {
    const pattern = place - this.patterns[leaf];
    const k = this.first[leaf + 1] - this.first[leaf];
    const full = (1 << k) - 1;
    const row = new Float64Array(k);
    for (let at = this.counted[leaf]; at < this.counted[leaf + 1]; at++) {
      const other = this.seen[at];
      if ((pattern | other) !== full) continue;
      const mine = pattern & ~other;
      const theirs = other & ~pattern;
      const a = bits(mine);
      const b = bits(theirs);
      const weight = this.times[at] / FACTORIAL[a + b];
      for (let bit = 0; bit < k; bit++) {
        if (mine >> bit & 1) row[bit] += weight * FACTORIAL[a - 1] * FACTORIAL[b];
        else if (theirs >> bit & 1) row[bit] -= weight * FACTORIAL[a] * FACTORIAL[b - 1];
      }
    }
    if (this.used + k > this.pool.length) {
      const larger = new Float64Array(2 * this.pool.length);
      larger.set(this.pool);
      this.pool = larger;
    }
    const scale = this.value[leaf] / this.members;
    for (let bit = 0; bit < k; bit++) this.pool[this.used + bit] = row[bit] * scale;
    this.row[place] = this.used;
    this.used += k;
    return this.row[place];
  }
}

function bits(pattern: number): number {
  let number = 0;
  for (let left = pattern; left; left &= left - 1) number++;
  return number;
}
