import { placementDevices, placementFormats, type PlacementView } from '@flywheel/http/placements';
import { formatMicros, parseMicros } from '@flywheel/primitives';
import { parseAmount } from '#lib/format/parse-amount.ts';

export type PlacementFloor = PlacementView['floors'][number];

/** A floor as one line: what it is for, then the amount in whole units: `NL phone video 0.35`. */
export function formatFloor({ country, device, format, floorMicros }: PlacementFloor): string {
  const amount = formatMicros(parseMicros(floorMicros) ?? (0n as never)).replace(/0{1,4}$/, '');
  return [country, device, format, amount].filter(Boolean).join(' ');
}

/** Reads such a line, the words in any order and the amount last. Undefined where a word is none of a country, a device or a format. */
export function parseFloor(line: string): PlacementFloor | undefined {
  const words = line.trim().split(/\s+/);
  const amount = parseAmount(words.pop() ?? '');
  if (amount === undefined) return undefined;
  const floor: PlacementFloor = { floorMicros: String(amount) };
  for (const word of words) {
    const device = placementDevices.find((each) => each === word.toLowerCase());
    const format = placementFormats.find((each) => each === word.toLowerCase());
    if (device && floor.device === undefined) floor.device = device;
    else if (format && floor.format === undefined) floor.format = format;
    else if (/^[A-Z]{2}$/.test(word) && floor.country === undefined) floor.country = word;
    else return undefined;
  }
  return floor;
}
