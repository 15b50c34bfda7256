import type { EngagementEvent } from '@flywheel/events';
import type { SyntheticAction, SyntheticSighting, SyntheticViewer, SyntheticVisit } from '@flywheel/population';
import type { Instant } from '@flywheel/primitives';

/** The engagement events of a day's visits that happened before `until`, in order of time. */
export function eventsOfVisits(visits: readonly SyntheticVisit[], dayStart: Instant, until: Instant): EngagementEvent[] {
  const events = visits.flatMap(({ viewer, sightings }) =>
    sightings.flatMap((sighting, place) =>
      sighting.actions.map((action, step) => toEvent({ viewer, sighting, action, dayStart, name: `${place}-${step}` })),
    ),
  );
  return events.filter((event) => Date.parse(event.at) < until).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1));
}

function toEvent(seen: {
  viewer: SyntheticViewer;
  sighting: SyntheticSighting;
  action: SyntheticAction;
  dayStart: Instant;
  name: string;
}): EngagementEvent {
  const { viewer, sighting, action, dayStart, name } = seen;
  const { post, atMs } = sighting;
  const watched = action.dwellMs === undefined ? {} : { dwellMs: action.dwellMs, durationMs: post.durationMs };
  return {
    v: 1,
    id: `${viewer.platformId}/${dayStart / 86_400_000}/${name}`,
    kind: action.kind,
    at: new Date(dayStart + atMs + action.afterMs).toISOString(),
    viewer: viewer.platformId,
    content: post.platformId,
    ...(action.kind === 'follow' ? { creator: post.creator.platformId } : {}),
    ...watched,
    context: { device: viewer.device, country: viewer.country, language: viewer.language },
  };
}
