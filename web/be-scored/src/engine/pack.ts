/** Reads the file that `underglass export be-scored` writes; see underglass/be_scored/packing.py. */

export type Numbers = Uint8Array | Int8Array | Uint16Array | Int16Array | Int32Array | Float64Array;

export interface Packed {
  words: unknown;
  arrays: Record<string, Numbers>;
}

/** The data are cut short, were changed, or are of another version of the program. */
export class Damaged extends Error {}

const FORMAT = 1;
const KINDS = {
  u1: Uint8Array,
  i1: Int8Array,
  u2: Uint16Array,
  i2: Int16Array,
  i4: Int32Array,
  f8: Float64Array,
} as const;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
});

/** CRC-32 as zlib's: of `bytes`, going on from an earlier result. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  for (let at = 0; at < bytes.length; at++) crc = TABLE[(crc ^ bytes[at]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

export function unpack(text: string): Packed {
  try {
    const head = JSON.parse(text) as {
      format: number;
      crc: number;
      arrays: Record<string, [keyof typeof KINDS, number, number]>;
      words: string;
      bytes: string;
    };
    if (head.format !== FORMAT) throw new Damaged('format');
    const encoder = new TextEncoder();
    const crc = crc32(encoder.encode(head.bytes), crc32(encoder.encode(head.words)));
    if (crc !== head.crc) throw new Damaged('check sum');
    const binary = atob(head.bytes);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
    const arrays: Record<string, Numbers> = {};
    for (const [name, [kind, offset, length]] of Object.entries(head.arrays)) {
      arrays[name] = new KINDS[kind](bytes.buffer, offset, length);
    }
    return { words: JSON.parse(head.words), arrays };
  } catch (error) {
    throw error instanceof Damaged ? error : new Damaged(String(error));
  }
}
