import type { ContentTopics, TopicSource } from '@flywheel/http/content-topics';
import { formatMoment } from '#lib/format/dates.ts';
import { formatRate } from '#lib/format/rate.ts';
import type { TableView } from '#lib/reports/table.ts';

const sources: Readonly<Record<TopicSource, string>> = { text: 'its words', 'co-engagement': 'what its audience turns to' };

/** A creator's newest content with what it is taken to be about; what the creator's tags say stands for itself. */
export function topicTable(contents: ContentTopics['contents']): TableView {
  return {
    caption: 'What your content is about',
    columns: [
      { id: 'content', label: 'Content', numeric: false },
      { id: 'published', label: 'Published (UTC)', numeric: false },
      { id: 'topics', label: 'Topics', numeric: false },
      { id: 'from', label: 'From', numeric: false },
      {
        id: 'right',
        label: 'Right',
        numeric: true,
        about: 'How often saying the first topic from this source was right where the truth was known',
      },
    ],
    rows: contents.map(({ content, platformId, title, publishedAt, named, found, lookedAt }) => ({
      key: content,
      label: title || platformId,
      cells: [formatMoment(publishedAt), topicsOf(named, found, lookedAt), fromOf(named, found), rightOf(named, found)],
      ...(named.length + found.length === 0 && { quiet: true }),
    })),
  };
}

type Topics = ReadonlyArray<{ readonly name: string }>;
type Found = ContentTopics['contents'][number]['found'];

function topicsOf(named: Topics, found: Topics, lookedAt: string | null): string {
  const names = [...named, ...found].map(({ name }) => name);
  if (names.length > 0) return names.join(', ');
  return lookedAt === null ? 'Not looked at yet' : 'None: a tag would help';
}

function fromOf(named: Topics, found: Found): string {
  if (named.length > 0) return 'your tags';
  return [...new Set(found.map(({ source }) => sources[source]))].join(' and ') || '–';
}

function rightOf(named: Topics, found: Found): string {
  const first = found[0];
  return named.length > 0 || !first ? '–' : formatRate(first.precision);
}
