/** One of the sixteen worlds: scores everybody, and explains anybody, whoever is built. */

import type { Country } from './country';
import { shareWithFriends, without, type Friendships } from './friends';
import { pointsFromMargin, publish } from './scale';
import { margin } from './trees';

/** An inhabitant, with the inputs that somebody changed and the friends who were dropped. */
export interface Person {
  index: number;
  changes: ReadonlyMap<string, number>;
  dropped: ReadonlySet<number>;
}

export interface Explanation {
  base: number;
  /** Points that each column gives, in the country's order of columns. */
  values: Float64Array;
  own: number;
  friends: number;
  rounding: number;
  score: number;
  published: number;
}

export class World {
  readonly people: Float64Array;
  /** Own points of everybody, before friends, rounding and clipping. */
  readonly own: Float64Array;
  readonly base: number;
  private all: Explanation[] | undefined;
  private standing: { scores: Float64Array; published: Int16Array } | undefined;

  constructor(
    readonly country: Country,
    readonly number: number,
  ) {
    this.people = country.people(number);
    this.own = new Float64Array(country.size);
    let sum = 0;
    for (let person = 0; person < country.size; person++) {
      this.own[person] = this.ownPoints(this.people, person * country.width);
      sum += this.own[person];
    }
    this.base = sum / country.size;
  }

  ownPoints(rows: Float64Array, at = 0): number {
    const { country } = this;
    return pointsFromMargin(country.words.scale, margin(country.trees(this.number), rows, at));
  }

  /** The columns of a person as they are built. */
  row(person: Person): Float64Array {
    const { width } = this.country;
    const row = this.people.slice(person.index * width, (person.index + 1) * width);
    for (const [column, value] of person.changes) row[this.country.place(column)] = value;
    return row;
  }

  known(person: Person): Friendships {
    return without(this.country.known, person.index, person.dropped);
  }

  /** Everybody's scores, unrounded, where one person has these own points. */
  scores(person: Person, own: number, known = this.known(person)): Float64Array {
    const everybody = this.own.slice();
    everybody[person.index] = own;
    return this.share(everybody, known);
  }

  share(own: Float64Array, known: Friendships): Float64Array {
    const { country } = this;
    return shareWithFriends(own, known, country.tie(this.number), country.words.social_weight);
  }

  /** The published score, and nothing else: cheaper than an explanation. */
  published(person: Person): number {
    const own = this.ownPoints(this.row(person));
    return publish(this.country.words.scale, this.scores(person, own)[person.index]);
  }

  explain(person: Person): Explanation {
    const row = this.row(person);
    const own = this.ownPoints(row);
    return this.told(row, 0, own, this.scores(person, own)[person.index]);
  }

  private told(rows: Float64Array, at: number, own: number, score: number): Explanation {
    const { country } = this;
    const { scale } = country.words;
    const values = country.glass(this.number).explain(rows, at);
    for (let place = 0; place < values.length; place++) values[place] *= scale.per_logit;
    const published = publish(scale, score);
    const rounding = published - score;
    return { base: this.base, values, own, friends: score - own, rounding, score, published };
  }

  /** Everybody's scores as they are. */
  everybody(): { scores: Float64Array; published: Int16Array } {
    if (this.standing) return this.standing;
    const scores = this.share(this.own, this.country.known);
    const { scale } = this.country.words;
    const published = Int16Array.from(scores, (score) => publish(scale, score));
    this.standing = { scores, published };
    return this.standing;
  }

  /** Everybody as they are, explained. */
  explained(): Explanation[] {
    const { scores } = this.everybody();
    this.all ??= Array.from(scores, (score, person) =>
      this.told(this.people, person * this.country.width, this.own[person], score),
    );
    return this.all;
  }
}

/** Worlds, made when they are first asked for. */
export class Worlds {
  private readonly made = new Map<number, World>();

  constructor(readonly country: Country) {}

  at(number: number): World {
    let world = this.made.get(number);
    if (!world) this.made.set(number, (world = new World(this.country, number)));
    return world;
  }
}
