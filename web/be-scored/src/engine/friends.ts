/**
 * The friends' share: s_i = (1 - w m_i) own_i + w * mean over friends of t s_j, until nothing moves.
 *
 * In these worlds all ties weigh the same, t, and m_i is t for who has a friend and 0 for who has
 * none. See scoring/social.py.
 */

const TOLERANCE = 1e-11;

/** Who knows whom: the friends of i are `who[ends[i]]` to `who[ends[i + 1] - 1]`. */
export interface Friendships {
  ends: Int32Array;
  who: Int32Array;
}

/** Take friendships of one person out, from both lists. */
export function without(known: Friendships, person: number, gone: ReadonlySet<number>): Friendships {
  if (gone.size === 0) return known;
  const ends = new Int32Array(known.ends.length);
  const who = new Int32Array(known.who.length);
  let kept = 0;
  for (let one = 0; one + 1 < ends.length; one++) {
    for (let at = known.ends[one]; at < known.ends[one + 1]; at++) {
      const other = known.who[at];
      const dropped = (one === person && gone.has(other)) || (other === person && gone.has(one));
      if (!dropped) who[kept++] = other;
    }
    ends[one + 1] = kept;
  }
  return { ends, who: who.subarray(0, kept) };
}

export function friendsOf(known: Friendships, person: number): number[] {
  return Array.from(known.who.subarray(known.ends[person], known.ends[person + 1]));
}

/** Scores with the friends' share, before rounding and clipping. */
export function shareWithFriends(
  own: Float64Array,
  known: Friendships,
  tie: number,
  weight: number,
): Float64Array {
  if (tie === 0 || weight === 0) return own.slice();
  const { ends, who } = known;
  let scores = own.slice();
  let next = new Float64Array(own.length);
  let moved = Infinity;
  while (moved > TOLERANCE) {
    moved = 0;
    for (let one = 0; one < own.length; one++) {
      const number = ends[one + 1] - ends[one];
      let score = own[one];
      if (number > 0) {
        let sum = 0;
        for (let at = ends[one]; at < ends[one + 1]; at++) sum += scores[who[at]];
        score = (1 - weight * tie) * own[one] + (weight * tie * sum) / number;
      }
      moved = Math.max(moved, Math.abs(score - scores[one]));
      next[one] = score;
    }
    [scores, next] = [next, scores];
  }
  return scores;
}
