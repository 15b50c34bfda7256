/** How an identifier of a person may be written; each is normalised in its own way before it is hashed. */
export type IdentifierKind = 'email' | 'phone' | 'id';

/**
 * The one form of an identifier that is hashed (SHA-256 of its UTF-8 bytes, in hex) by advertisers and by the platform alike.
 * email: trimmed, lower case. phone: digits with the country code, a leading + (00 counts as one). id: trimmed, as the platform writes
 * it. Undefined for what can not be one.
 */
export function normaliseIdentifier(text: string, kind: IdentifierKind = kindOf(text)): string | undefined {
  const trimmed = text.trim();
  switch (kind) {
    case 'email': {
      const lower = trimmed.toLowerCase();
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(lower) ? lower : undefined;
    }
    case 'phone': {
      const digits = trimmed.replaceAll(/[^\d+]/g, '').replace(/^00/, '+');
      return /^\+?\d{7,15}$/.test(digits) ? `+${digits.replace('+', '')}` : undefined;
    }
    case 'id':
      return trimmed.length >= 1 && trimmed.length <= 128 ? trimmed : undefined;
  }
}

/** What an identifier looks like: with an @ an address, with + or 00 in front a phone number, else an id. */
function kindOf(text: string): IdentifierKind {
  if (text.includes('@')) return 'email';
  return /^\s*(\+|00)[\d\s()./-]+$/.test(text) ? 'phone' : 'id';
}
