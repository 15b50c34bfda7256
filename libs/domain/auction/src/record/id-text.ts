import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';

// Bytes that stand in no UTF-8. After `idDigits` and `nextId` come 16 bytes.
const [between, idDigits, nextId] = [0xfd, 0xfe, 0xff];
const separator = '","';
const ids = /(","|)([a-z]{2,3}_)([0-9a-f]{32})/g;
const idBytes = 16;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Any text, short where it is JSON with lists of ids: the 32 digits of an id as 16 bytes, one byte where a list goes on, and another where
 * it goes on with an id of the same kind. Unpacked it is the same text to the letter.
 */
export function packIdText(to: ByteWriter, text: string): void {
  let done = 0;
  let kind = '';
  for (const { 0: whole, 1: joint = '', 2: prefix = '', 3: digits = '', index } of text.matchAll(ids)) {
    const goesOn = joint === separator && index === done && prefix === kind;
    packLiteral(to, text.slice(done, goesOn ? index : index + joint.length + prefix.length));
    to.u8(goesOn ? nextId : idDigits);
    to.hex(digits);
    done = index + whole.length;
    kind = prefix;
  }
  packLiteral(to, text.slice(done));
}

/** The text that `packIdText` packed into all that is left of `from`. */
export function unpackIdText(from: ByteReader): string {
  let text = '';
  let kind = '';
  let literal: number[] = [];
  const endLiteral = (): string => {
    const words = decoder.decode(Uint8Array.from(literal));
    literal = [];
    return words;
  };
  while (!from.ended) {
    const byte = from.u8();
    if (byte < between) {
      literal.push(byte);
      continue;
    }
    const words = endLiteral();
    text += words;
    if (byte === between) text += separator;
    else if (byte === nextId) text += separator + kind + from.hex(idBytes);
    else {
      kind = words.slice(words.search(/[a-z]{2,3}_$/));
      text += from.hex(idBytes);
    }
  }
  return text + endLiteral();
}

function packLiteral(to: ByteWriter, words: string): void {
  for (const [at, piece] of words.split(separator).entries()) {
    if (at > 0) to.u8(between);
    to.raw(encoder.encode(piece));
  }
}
