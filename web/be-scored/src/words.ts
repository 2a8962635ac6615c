/** How numbers and sentences are written in English and in French. */

import type { Language } from './engine/country';
import { en } from './messages/en';
import { fr } from './messages/fr';

export type Key = keyof typeof en;
export type Said = Record<string, string | number>;

const MESSAGES: Record<Language, Record<Key, string>> = { en, fr };
const NO_BREAK = '\u00a0';

/** A number as people write it: 1,250.5 or 1 250,5; `fixed` keeps zeros at the end. */
export function number(language: Language, value: number, places = 2, fixed = false): string {
  const [whole, rest] = Math.abs(value).toFixed(places).split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, language === 'fr' ? NO_BREAK : ',');
  const tail = fixed ? rest : rest?.replace(/0+$/, '');
  const sign = value < 0 && /[1-9]/.test(whole + (tail ?? '')) ? '−' : '';
  return sign + groups + (tail ? (language === 'fr' ? ',' : '.') + tail : '');
}

/** Points with their sign, as they stand below each other: +12.0, −3.4, 0.0. */
export function signed(language: Language, points: number, places = 0): string {
  const text = number(language, points, places, true);
  return points > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** In French, no-break spaces before : ; ! ? % and inside « ». */
export function typeset(language: Language, text: string): string {
  if (language === 'en') return text.replace(/ %/g, '%');
  return text.replace(/[ \u00a0]?([:;!?%»])/g, `${NO_BREAK}$1`).replace(/«[ \u00a0]?/g, `«${NO_BREAK}`);
}

export function fill(text: string, said: Said): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(said[name] ?? `{${name}}`));
}

export function say(language: Language, key: Key, said: Said = {}): string {
  const text = MESSAGES[language][key];
  if (text === undefined) throw new Error(`no message is called ${key}`);
  return typeset(language, fill(text, said));
}
