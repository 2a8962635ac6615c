/** From a margin to published points; scoring/scale.py holds the same in Python. */

export interface Scale {
  min: number;
  max: number;
  points: number;
  margin: number;
  per_logit: number;
  bands: [string, number][];
}

export function pointsFromMargin(scale: Scale, margin: number): number {
  return scale.points + scale.per_logit * (margin - scale.margin);
}

/** Round to the nearest whole number, halves to the even one, as NumPy does. */
export function rint(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

export function publish(scale: Scale, points: number): number {
  return Math.min(scale.max, Math.max(scale.min, rint(points)));
}

/** The number of the band of a published score, from 0. */
export function bandOf(scale: Scale, published: number): number {
  let band = 0;
  scale.bands.forEach(([, from], number) => {
    if (published >= from) band = number;
  });
  return band;
}
