/** Who is scored, what was changed, and what is looked at: the page's one state. */

import { read, write, type Known, type Scene } from './address';
import type { Country, Language } from './engine/country';
import { friendsOf } from './engine/friends';
import { Worlds, type Person } from './engine/world';
import { inhabitantOf } from './names';
import { number, say, signed, typeset, type Key, type Said } from './words';

export const SESAME = 15; // all four biases planted
const FIRST_OFF = 'idle_gamers'; // until somebody switches
const LANGUAGE = 'be-scored:language';

class Page {
  country = $state.raw() as Country;
  worlds = $state.raw() as Worlds;
  language: Language = $state('en');
  scene: Scene = $state('score');
  index = $state(0);
  name = $state('');
  set: Record<string, number> = $state.raw({});
  drop: number[] = $state.raw([]);
  /** Biases that are switched off in the twin's world. */
  off: string[] = $state.raw([FIRST_OFF]);
  notice: Key | '' = $state('');
  guessed: number | null = $state(null);

  person: Person = $derived({
    index: this.index,
    changes: new Map(Object.entries(this.set)),
    dropped: new Set(this.drop),
  });
  world = $derived(this.worlds?.at(SESAME));
  /** The score alone: the first picture does not wait for an explanation. */
  published = $derived(this.world.published(this.person));
  told = $derived(this.world.explain(this.person));
  twinNumber = $derived(
    this.country.words.planted.reduce(
      (mask, bias, bit) => (this.off.includes(bias.name) ? mask & ~(1 << bit) : mask),
      SESAME,
    ),
  );
  twin = $derived(this.worlds.at(this.twinNumber));
  row = $derived(this.world.row(this.person));
  friends = $derived(friendsOf(this.country.known, this.index));

  t = (key: Key, said: Said = {}): string => say(this.language, key, said);
  n = (value: number, places = 0): string => number(this.language, value, places);
  s = (value: number, places = 0): string => signed(this.language, value, places);
  at: 0 | 1 = $derived(this.language === 'fr' ? 1 : 0);

  /** What a column holds, in words. */
  label = (column: string): string =>
    typeset(this.language, this.country.words.letter.columns[column][this.at]);

  /** A person's value of a column, in words. */
  value = (column: string, value: number): string => {
    const about = this.country.words.columns[this.country.place(column)];
    const { labels, shares } = this.country.words.letter;
    if (about.labels.length) return labels[about.labels[value]][this.at];
    if (shares.includes(column)) return typeset(this.language, `${this.n(100 * value, 1)} %`);
    return this.n(value, 2);
  };

  band = (number: number): string =>
    this.country.words.letter.bands[this.country.words.scale.bands[number][0]][this.at];

  draw = (): void => {
    const lots = new Uint32Array(1);
    crypto.getRandomValues(lots);
    this.become(lots[0] % this.country.size);
  };

  become = (index: number, name = ''): void => {
    this.index = index;
    this.name = name;
    this.set = {};
    this.drop = [];
    this.guessed = null;
  };

  call = (name: string): void => this.become(inhabitantOf(name, this.country.size), name.trim());

  change = (column: string, value: number): void => {
    const place = this.country.place(column);
    const { [column]: _, ...others } = this.set;
    const born = this.world.people[this.index * this.country.width + place];
    this.set = value === born ? others : { ...others, [column]: value };
  };

  speak = (language: Language): void => {
    this.language = language;
    document.documentElement.lang = language;
    try {
      localStorage.setItem(LANGUAGE, language);
    } catch {
      this.notice = 'noStorage';
    }
  };

  get hash(): string {
    const { scene, index, set, drop } = this;
    const off = this.off.join() === FIRST_OFF ? null : this.off;
    return write({ scene, person: index, set, drop, off });
  }

  /** Follow an address; what it does not name stays, but for a first visit. */
  follow = (hash: string, first = false): void => {
    const { country } = this;
    const known: Known = {
      people: country.size,
      columns: new Map(country.words.columns.map((column) => [column.name, column.range])),
      biases: country.words.planted.map((bias) => bias.name),
      isFriend: (person, other) => friendsOf(country.known, person).includes(other),
    };
    const asked = read(hash, known);
    if (asked.unknown) this.notice = 'badLink';
    this.scene = asked.scene;
    if (asked.person === null) {
      if (first) this.draw();
      return;
    }
    if (asked.person !== this.index || first) this.become(asked.person);
    this.set = asked.set;
    this.drop = asked.drop;
    this.off = asked.off ?? [FIRST_OFF];
  };
}

export const page = new Page();

export function begin(country: Country): void {
  page.country = country;
  page.worlds = new Worlds(country);
  let language = navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en';
  try {
    language = localStorage.getItem(LANGUAGE) ?? language;
  } catch {
    page.notice = 'noStorage';
  }
  page.language = language === 'fr' ? 'fr' : 'en';
  document.documentElement.lang = page.language;
  page.follow(location.hash, true);
}
