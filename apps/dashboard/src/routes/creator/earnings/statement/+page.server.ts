import type { CreatorStatement } from '@flywheel/http/statements';
import { monthsBack } from '#lib/api/months.ts';
import { apiFor } from '#lib/server/api.ts';
import { creatorScope } from '#lib/server/page-scope.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { world } = await event.parent();
  const scope = creatorScope(event);
  const months = monthsBack(world.now.slice(0, 10), world.firstDay);
  const period = months.find((each) => each === event.url.searchParams.get('period')) ?? months[0] ?? world.now.slice(0, 7);
  const statement = await apiFor(event).get<CreatorStatement>(`/v1/creators/${scope.current.id}/statement?period=${period}`);
  return { title: 'Statement', scope, statement, months, period };
};
