import type { Part } from '../part.ts';
import { chargesPart } from './charges-part.ts';
import { leasesPart } from './leases-part.ts';
import { postingsPart } from './postings-part.ts';
import { sealingPart } from './sealing-part.ts';

/** Every part by its name: `npm run bench -- money` runs all, `npm run bench -- money sealing` one. */
export const moneyParts: Readonly<Record<string, Part>> = {
  // First: it seals whatever is there, and checks that it was all its own.
  sealing: sealingPart,
  charges: chargesPart,
  postings: postingsPart,
  leases: leasesPart,
};
