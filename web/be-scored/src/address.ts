/**
 * What the address says after #: a scene, an inhabitant, what was changed.
 *
 * `#glass/417?set=gaming_hours:8&drop=12.33&off=idle_gamers,nappy_bonus`
 */

export const SCENES = [
  'score', 'moves', 'glass', 'twin', 'friends', 'edge', 'everybody', 'letter', 'true', 'now',
] as const;
export type Scene = (typeof SCENES)[number];

export interface Address {
  scene: Scene;
  person: number | null;
  set: Record<string, number>;
  drop: number[];
  /** Biases that are switched off in the twin's world; null where the address says nothing. */
  off: string[] | null;
  /** Something in the address names nothing here. */
  unknown: boolean;
}

export interface Known {
  people: number;
  /** Lowest and highest value of each column. */
  columns: Map<string, [number, number]>;
  biases: string[];
  isFriend(person: number, other: number): boolean;
}

export function read(hash: string, known: Known): Address {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [scene = '', person = ''] = path.split('/');
  const found: Address = {
    scene: 'score', person: null, set: {}, drop: [], off: null, unknown: false,
  };
  if ((SCENES as readonly string[]).includes(scene)) found.scene = scene as Scene;
  else if (scene) found.unknown = true;
  if (/^\d+$/.test(person) && Number(person) < known.people) found.person = Number(person);
  else if (person) found.unknown = true;
  const asked = new URLSearchParams(query);
  for (const part of (asked.get('set') ?? '').split(',').filter(Boolean)) {
    const [column, value] = part.split(':');
    const range = known.columns.get(column);
    const asNumber = value ? Number(value) : NaN;
    if (range && asNumber >= range[0] && asNumber <= range[1]) found.set[column] = asNumber;
    else found.unknown = true;
  }
  for (const part of (asked.get('drop') ?? '').split('.').filter(Boolean)) {
    const friend = Number(part);
    if (found.person !== null && known.isFriend(found.person, friend)) found.drop.push(friend);
    else found.unknown = true;
  }
  const off = asked.get('off')?.split(',').filter(Boolean) ?? null;
  if (off && off.every((bias) => known.biases.includes(bias))) found.off = off;
  else if (off) found.unknown = true;
  return found;
}

export function write(address: Omit<Address, 'unknown'>): string {
  const parts: string[] = [];
  const set = Object.entries(address.set).map(([column, value]) => `${column}:${value}`);
  if (set.length) parts.push(`set=${set.join(',')}`);
  if (address.drop.length) parts.push(`drop=${address.drop.join('.')}`);
  if (address.off) parts.push(`off=${address.off.join(',')}`);
  const person = address.person === null ? '' : `/${address.person}`;
  return `#${address.scene}${person}${parts.length ? `?${parts.join('&')}` : ''}`;
}
