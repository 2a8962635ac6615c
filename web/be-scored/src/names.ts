/** From a made-up name to an inhabitant: the same name, the same person, on every phone. */

/** FNV-1a over the name's letters, without case, accents or spaces around it. */
export function inhabitantOf(name: string, people: number): number {
  const letters = name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').trim().toLowerCase();
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(letters)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  hash ^= hash >>> 15; // short names differ in few bits: spread them
  hash = Math.imul(hash, 0x2c1b3c6d) >>> 0;
  hash ^= hash >>> 12;
  return (hash >>> 0) % people;
}
