/** Boosted trees in flat arrays: a split sends `x <= threshold` to the left. */

import type { Numbers } from './pack';

const LEAF = 255;

export interface Trees {
  /** Before any tree has spoken. */
  base: number;
  roots: Int32Array;
  /** The column of a split; -1 at a leaf. */
  feature: Int16Array;
  threshold: Float64Array;
  left: Int32Array;
  right: Int32Array;
  /** What a leaf adds to the margin; 0 at a split. */
  value: Float64Array;
}

export function readTrees(arrays: Record<string, Numbers>, model: number): Trees {
  const part = (name: string) => arrays[`model${model}:${name}`];
  const thresholds = arrays['thresholds'];
  const sizes = part('sizes');
  const packed = part('feature');
  const n = packed.length;
  const trees: Trees = {
    base: part('base')[0],
    roots: new Int32Array(sizes.length),
    feature: new Int16Array(n),
    threshold: new Float64Array(n),
    left: new Int32Array(n),
    right: new Int32Array(n),
    value: new Float64Array(n),
  };
  let node = 0;
  let split = 0;
  let leaf = 0;
  for (let tree = 0; tree < sizes.length; tree++) {
    const root = node;
    trees.roots[tree] = root;
    for (; node < root + sizes[tree]; node++) {
      if (packed[node] === LEAF) {
        trees.feature[node] = -1;
        trees.value[node] = part('value')[leaf++];
      } else {
        trees.feature[node] = packed[node];
        trees.threshold[node] = thresholds[part('threshold')[split]];
        trees.left[node] = root + part('left')[split];
        trees.right[node] = root + part('right')[split];
        split++;
      }
    }
  }
  return trees;
}

/** The log-odds of keeping promises; `at` is where the person's columns begin in `rows`. */
export function margin(trees: Trees, rows: Float64Array, at = 0): number {
  const { feature, threshold, left, right, value } = trees;
  let sum = trees.base;
  for (let tree = 0; tree < trees.roots.length; tree++) {
    let node = trees.roots[tree];
    while (feature[node] >= 0) {
      node = rows[at + feature[node]] <= threshold[node] ? left[node] : right[node];
    }
    sum += value[node];
  }
  return sum;
}

/** The split points of one column, in ascending order. */
export function splitPoints(trees: Trees, column: number): number[] {
  const found = new Set<number>();
  trees.feature.forEach((feature, node) => {
    if (feature === column) found.add(trees.threshold[node]);
  });
  return [...found].sort((a, b) => a - b);
}
