/** Groups that an auditor compares; a scorer sees none of them. */
import type { Country } from '../engine/country';

export const GROUPS = ['young_men', 'no_children', 'watched', 'hill', 'women'] as const;
export type Group = (typeof GROUPS)[number];

const WATCHED = ['teacher', 'journalist', 'medical', 'accountant'];

export function members(country: Country, group: Group): boolean[] {
  const word = (name: string, person: number) =>
    country.words.portrait[name][country.portrait(name, person)];
  const tests: Record<Group, (person: number) => boolean> = {
    young_men: (person) => country.portrait('age', person) < 30 && word('gender', person) === 'man',
    no_children: (person) => country.portrait('small_children', person) === 0,
    watched: (person) => WATCHED.includes(word('profession', person)),
    hill: (person) => word('community', person) === 'hill',
    women: (person) => word('gender', person) === 'woman',
  };
  return Array.from({ length: country.size }, (_, person) => tests[group](person));
}
