/** How numbers and sentences are written in English and in French. */

import type { Language } from './engine/country';
import { en } from './messages/en';
import { fr } from './messages/fr';

export type Key = keyof typeof en;
export type Said = Record<string, string | number>;

const MESSAGES: Record<Language, Record<Key, string>> = { en, fr };
const NO_BREAK = '\u00a0';

/** A number as people write it: 1,250.5 or 1 250,5. */
export function number(language: Language, value: number, places = 2): string {
  const [whole, rest] = Math.abs(value).toFixed(places).split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, language === 'fr' ? NO_BREAK : ',');
  const tail = (rest ?? '').replace(/0+$/, '');
  const sign = value < 0 && (Number(whole) > 0 || tail) ? '−' : '';
  return sign + groups + (tail ? (language === 'fr' ? ',' : '.') + tail : '');
}

/** Points with their sign: +12 or −3.4; 0 stays 0. */
export function signed(language: Language, points: number, places = 0): string {
  const text = number(language, points, places);
  return points > 0 && text !== '0' ? `+${text}` : text;
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
