/** One file of messages a language: nothing missing, nothing unused, the same places to fill. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Country, LIVES } from '../../src/engine/country';
import { SCENES } from '../../src/address';
import { en } from '../../src/messages/en';
import { fr } from '../../src/messages/fr';
import { number, signed, typeset } from '../../src/words';
import { countryText } from './data';

const root = fileURLToPath(new URL('../../src/', import.meta.url));
const sources = readdirSync(root, { recursive: true, encoding: 'utf-8' })
  .filter((name) => /\.(ts|svelte)$/.test(name) && !name.startsWith('messages'))
  .map((name) => readFileSync(root + name, 'utf-8'))
  .join('\n');
const { words } = new Country(countryText());

/** Keys that are put together while the page runs. */
const made = new Set<string>([
  ...SCENES.map((scene) => `${scene}Title`),
  ...words.planted.map((bias) => `off:${bias.name}`),
  ...Object.entries(words.portrait).flatMap(([name, labels]) => labels.map((label) => `${name}:${label}`)),
  ...['you', ...LIVES].map((life) => `life:${life}`),
  ...['young_men', 'no_children', 'watched', 'hill', 'women'].map((group) => `group:${group}`),
  ...[1, 2, 3, 4, 6, 8, 9].flatMap((row) => ['claim', 'says', 'known', 'parallel'].map((part) => part + row)),
  ...[1, 2, 3].flatMap((n) => [`quarrel${n}`, `quarrel${n}more`]),
  ...['00', '01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '12'].map((n) => `lesson${n}`),
  ...Object.values(words.ledger),
  'base', 'friends', 'rounding', 'end',
]);
const written = new Set(
  [...sources.matchAll(/'([A-Za-z][\w:]*)'/g)].map((found) => found[1]),
);

test('both languages have the same messages, with the same places to fill', () => {
  expect(Object.keys(fr)).toEqual(Object.keys(en));
  for (const [key, text] of Object.entries(en)) {
    const places = (said: string) => [...said.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();
    expect(places(fr[key as keyof typeof en]), key).toEqual(places(text));
    expect(text.trim().length, key).toBeGreaterThan(0);
  }
});

test('every message is used', () => {
  expect(Object.keys(en).filter((key) => !made.has(key) && !written.has(key))).toEqual([]);
});

test('every message that is asked for exists', () => {
  const asked = [...sources.matchAll(/(?:page\.|\b)t\(\s*'([\w:]+)'/g)].map((found) => found[1]);
  expect(asked.length).toBeGreaterThan(50);
  expect([...asked, ...made].filter((key) => !(key in en))).toEqual([]);
});

test('numbers are written as people write them', () => {
  expect(number('en', 1250.5)).toBe('1,250.5');
  expect(number('fr', 1250.5)).toBe('1\u00a0250,5');
  expect(number('en', -3.04, 1)).toBe('−3');
  expect(number('en', -0.04, 1)).toBe('0');
  expect(signed('en', 12.34, 1)).toBe('+12.3');
  expect(signed('en', -7, 1)).toBe('−7.0');
  expect(signed('fr', 0.01, 1)).toBe('0,0');
  expect(signed('en', -0.4)).toBe('0');
  expect(typeset('fr', 'Vous : « oui » ?')).toBe('Vous\u00a0: «\u00a0oui\u00a0»\u00a0?');
  expect(typeset('fr', 'déjà\u00a0?')).toBe('déjà\u00a0?');
});
