/** Reads a typed percentage into whole parts, so many to the percent: `80` into 800,000 ppm (10,000). Undefined for anything else. */
export function parseShare(text: string, perPercent: number): number | undefined {
  if (!/^\d{1,3}(\.\d{1,4})?%?$/.test(text)) return undefined;
  const parts = Number(text.replace('%', '')) * perPercent;
  return Math.abs(parts - Math.round(parts)) < 1e-6 ? Math.round(parts) : undefined;
}

/** Such parts as a percentage without the sign: `80`, `33.3333`. */
export function formatShare(parts: number, perPercent: number): string {
  return String(parts / perPercent);
}
