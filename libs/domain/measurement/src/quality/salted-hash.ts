/** A text as 32 bits, signed: FNV-1a from `salt` on, with murmur3's last mixing. Says nothing of the text to who lacks the salt. */
export function saltedHash(text: string, salt: number): number {
  let hash = salt ^ 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}
