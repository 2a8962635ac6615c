/** An inhabitant in a sentence: what no scorer reads. */
import { page } from '../state.svelte';
import type { Key } from '../words';

export function portrait(index: number): string {
  const { country, t } = page;
  const word = (name: string): string => {
    const code = country.portrait(name, index);
    return t(`${name}:${country.words.portrait[name][code]}` as Key);
  };
  const children = country.portrait('small_children', index);
  const small = t(children === 0 ? 'noChildren' : children === 1 ? 'oneChild' : 'children', { n: children });
  return t('portrait', {
    age: country.portrait('age', index),
    gender: word('gender'),
    community: word('community'),
    household: word('household'),
    profession: word('profession'),
    children: small,
  });
}
