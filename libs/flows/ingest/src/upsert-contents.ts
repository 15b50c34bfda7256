import type { Database } from '@flywheel/database';
import { findContents, findCreators, nodesOfTags, upsertContents, type ContentRow } from '@flywheel/database/people';
import { contentMetadata, type ContentMetadata } from '@flywheel/events';
import type { UpsertResponse } from '@flywheel/http/people';
import { newId, toRowId, type Instant, type Random } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { compileSchema } from './compile-schema.ts';
import { answerItems, readItems, type ReadItems } from './read-items.ts';
import type { UpsertInput } from './upsert-viewers.ts';

const check = compileSchema(contentMetadata);

/** What an item may refer to: creators and contents that are there, by platform id. */
type Known = { readonly creators: ReadonlyMap<string, string>; readonly contents: ReadonlyMap<string, string> };

/** Writes content; tags become interests. A parent may come in the same request. */
export class UpsertContents {
  private readonly database: Database;
  private readonly random: Random;

  constructor(database: Database, random: Random) {
    this.database = database;
    this.random = random;
  }

  async run({ items, acceptedAt }: UpsertInput): Promise<UpsertResponse> {
    const read = readItems<ContentMetadata>(items, check);
    return this.database.inTransaction(async (tx) => {
      const known = await this.findKnown(tx, read, acceptedAt);
      refuseUnknown(read, known);
      const open = read.good.filter(({ index }) => read.results[index] === undefined);
      const tags = [...new Set(open.flatMap(({ item }) => tagsOf(item)))].sort();
      const nodes = await nodesOfTags(tx, tags);
      const rows = open.map(({ item }) => toRow(item, known, nodes));
      return answerItems(read, await upsertContents(tx, rows, acceptedAt));
    });
  }

  private async findKnown(tx: Tx, read: ReadItems<ContentMetadata>, acceptedAt: Instant): Promise<Known> {
    const named = read.good.flatMap(({ item }) => [item.id, ...(item.parent === undefined ? [] : [item.parent])]);
    const creators = await findCreators(tx, [...new Set(read.good.flatMap(({ item }) => item.creator ?? []))]);
    const found = await findContents(tx, [...new Set(named)]);
    const contents = new Map([...found].map(([platformId, { id }]) => [platformId, id]));
    for (const { item } of read.good) {
      if (!contents.has(item.id)) contents.set(item.id, toRowId(newId('cnt', acceptedAt, this.random)));
    }
    return { creators, contents };
  }
}

/** An item that refers to nothing is refused; what replies to a refused one in the same request is refused as well. */
function refuseUnknown({ good, results }: ReadItems<ContentMetadata>, known: Known): void {
  const contents = known.contents as Map<string, string>;
  const refuse = (index: number, id: string, reason: 'unknown-creator' | 'unknown-parent', field: string): void => {
    results[index] = { id, outcome: 'refused', reason, field };
  };
  const refused = new Set<string>();
  for (const { item, index } of good) {
    if (item.creator === undefined || known.creators.has(item.creator)) continue;
    refuse(index, item.id, 'unknown-creator', 'creator');
    refused.add(item.id);
  }
  for (let more = true; more;) {
    more = false;
    for (const { item, index } of good) {
      if (results[index] || item.parent === undefined || (contents.has(item.parent) && !refused.has(item.parent))) continue;
      refuse(index, item.id, 'unknown-parent', 'parent');
      refused.add(item.id);
      more = true;
    }
  }
}

function toRow(item: ContentMetadata, known: Known, nodes: ReadonlyMap<string, string[]>): ContentRow {
  const tags = tagsOf(item);
  return {
    platformId: item.id,
    id: known.contents.get(item.id) ?? '',
    creator: (item.creator === undefined ? undefined : known.creators.get(item.creator)) ?? null,
    parent: (item.parent === undefined ? undefined : known.contents.get(item.parent)) ?? null,
    kind: item.kind ?? 'post',
    title: item.title ?? '',
    text: item.text ?? '',
    tags,
    nodes: [...new Set(tags.flatMap((tag) => nodes.get(tag) ?? []))],
    language: item.language ?? null,
    media: item.media ?? [],
    recommendable: item.recommendable ?? true,
    label: item.label ?? null,
    publishedAt: item.publishedAt,
  };
}

/** Lower case, trimmed, each once. */
function tagsOf({ tags }: ContentMetadata): string[] {
  return [...new Set((tags ?? []).map((tag) => tag.trim().toLowerCase()).filter((tag) => tag !== ''))];
}
