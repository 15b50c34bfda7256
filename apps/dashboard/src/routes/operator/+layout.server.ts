import { enter } from '#lib/server/guard.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = (event) => {
  // Reading the address makes every navigation ask again.
  enter('operator', event);
};
