import type { ReportList } from '@flywheel/http/reports';
import { apiFor } from '#lib/server/api.ts';
import { pageRange } from '#lib/server/page-range.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { world } = await event.parent();
  const range = pageRange(event, world, 'none');
  const reports = await apiFor(event).get<ReportList>('/v1/reports');
  return { title: 'Exports', range, reports };
};
