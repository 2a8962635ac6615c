/** The closed country: people, ties, worlds and words, as Python wrote them. */

import type { Friendships } from './friends';
import { Damaged, unpack, type Numbers } from './pack';
import type { Scale } from './scale';
import { Glass } from './shapley';
import { readTrees, type Trees } from './trees';

export type Status = 'documented' | 'disputed' | 'fiction';
export type Language = 'en' | 'fr';
export type Pair = [string, string];

export interface Column {
  name: string;
  labels: string[];
  range: [number, number];
  /** How many steps of the column's resolution make one unit. */
  steps: number;
  step: number;
  unit: string;
}

export interface Change {
  column: string;
  direction: 'up' | 'down';
  cost: number;
  step: number;
  most: number;
}

export interface Planted {
  name: string;
  claims: Record<string, Status>;
  status: Status;
  carriers: string[];
}

export interface Letter {
  texts: Record<Language, Record<string, string | Pair>>;
  months: Record<Language, string[]>;
  topics: [string, string, string[]][];
  columns: Record<string, Pair>;
  labels: Record<string, Pair>;
  bands: Record<string, Pair>;
  protected: Record<string, Pair>;
  shares: string[];
}

export interface Words {
  people: number;
  trained: number;
  social_weight: number;
  scale: Scale;
  planted: Planted[];
  ledger: Record<string, Status>;
  worlds: {
    model: number;
    doses: Record<string, number>;
    reliability: { n: number; auc: number; error: number } | null;
  }[];
  columns: Column[];
  portrait: Record<string, string[]>;
  changes: Change[];
  letter: Letter;
}

/** Another life that the same inhabitant, with the same luck, could have. */
export const LIVES = ['less_money', 'children'] as const;
export type Life = (typeof LIVES)[number];

const WATCHED = 'watched_professions';
const GUILT = 'guilt_by_association';

export class Country {
  readonly words: Words;
  readonly known: Friendships;
  readonly columns: string[];
  readonly width: number;
  private readonly arrays: Record<string, Numbers>;
  private readonly rows: Float64Array[] = [];
  private readonly models: Trees[] = [];
  private readonly glasses: Glass[] = [];

  constructor(text: string) {
    const { words, arrays } = unpack(text);
    this.words = words as Words;
    this.arrays = arrays;
    try {
      this.columns = this.words.columns.map((column) => column.name);
      this.width = this.columns.length;
      this.known = {
        ends: Int32Array.from(arrays['friends:ends']),
        who: Int32Array.from(arrays['friends:who']),
      };
      this.model(this.words.worlds.length / 2 - 1);
      this.people(0);
    } catch (error) {
      throw new Damaged(String(error));
    }
  }

  get size(): number {
    return this.words.people;
  }

  place(column: string): number {
    return this.columns.indexOf(column);
  }

  /** Whether a world plants a bias. */
  plants(world: number, bias: string): boolean {
    return this.words.worlds[world].doses[bias] > 0;
  }

  tie(world: number): number {
    return this.words.worlds[world].doses[GUILT];
  }

  trees(world: number): Trees {
    return this.model(this.words.worlds[world].model);
  }

  /** What explains a world's score, against all its inhabitants; worlds with one score share it. */
  glass(world: number): Glass {
    const { model } = this.words.worlds[world];
    return (this.glasses[model] ??= new Glass(this.model(model), this.width, this.people(world)));
  }

  private model(number: number): Trees {
    return (this.models[number] ??= readTrees(this.arrays, number));
  }

  /** Everybody's columns in a world, one person after another. */
  people(world: number): Float64Array {
    const watched = this.plants(world, WATCHED) ? 1 : 0;
    return (this.rows[watched] ??= this.read(watched));
  }

  private read(watched: number): Float64Array {
    const rows = new Float64Array(this.size * this.width);
    this.words.columns.forEach((column, place) => {
      const changed = watched ? this.arrays[`watched:${column.name}`] : undefined;
      const stored = changed ?? this.arrays[`people:${column.name}`];
      for (let person = 0; person < this.size; person++) {
        rows[person * this.width + place] = stored[person] / column.steps;
      }
    });
    return rows;
  }

  portrait(name: string, person: number): number {
    return this.arrays[`portrait:${name}`][person];
  }

  canLive(life: Life, person: number): boolean {
    return this.arrays[`${life}:possible`][person] === 1;
  }

  /** What differs in another life of the same person: column and value. */
  life(life: Life, person: number): Map<string, number> {
    const different = new Map<string, number>();
    for (const column of this.words.columns) {
      const stored = this.arrays[`${life}:${column.name}`];
      const now = this.arrays[`people:${column.name}`][person];
      if (stored && stored[person] !== now) different.set(column.name, stored[person] / column.steps);
    }
    return different;
  }
}
