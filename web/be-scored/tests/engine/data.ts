/** The country that the page reads, and Python's own answers about it. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { unpack, type Numbers } from '../../src/engine/pack';

const folder = process.env.BE_SCORED_DATA ?? fileURLToPath(new URL('../../data/', import.meta.url));

function read(name: string): string {
  const path = `${folder}/${name}`;
  if (!existsSync(path)) {
    throw new Error(`${name} is missing: run  underglass export be-scored --checks --out ${folder}`);
  }
  return readFileSync(path, 'utf-8');
}

export const countryText = (): string => read('country.json');

export interface WorldChecks {
  built: {
    person: number;
    new: Record<string, number>;
    published: number;
    friends: number;
    values: number[];
  }[];
  dropped: { person: number; friend: number; scores: [number, number] }[];
  advice: (
    | { person: number; to: null }
    | {
        person: number;
        to: string;
        friend: number;
        already: boolean[];
        cost: (number | null)[];
        score: (number | null)[];
      }
  )[];
  letters: [string, number, string[]][][];
  gap: Record<string, number>;
}

export function checks(): { worlds: WorldChecks[]; arrays: Record<string, Numbers> } {
  const { words, arrays } = unpack(read('checks.json'));
  return { worlds: (words as { worlds: WorldChecks[] }).worlds, arrays };
}
