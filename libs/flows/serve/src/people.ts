import type { packViewerPart } from '@flywheel/auction/record';
import type { ContentRow, ViewerRow } from '@flywheel/database/following';
import type { JudgedContent } from '@flywheel/pacing/placement';
import { mayTargetByInterest } from '@flywheel/privacy';
import type { Id } from '@flywheel/primitives';
import type { CompiledFacts } from '@flywheel/targeting/blocks';

/** A viewer in memory. `interests` are his segments by id and by node: either may be targeted. */
export type KnownViewer = {
  viewer: Id<'vwr'>;
  purposes: readonly string[];
  /** Whether his interests may choose his ads. */
  byInterest: boolean;
  country: string | undefined;
  language: string | undefined;
  segments: ReadonlyArray<Id<'seg'>>;
  interests: readonly string[];
  /** Seals his part of decisions; gone with his identity row. */
  dataKey: Uint8Array;
  /** His facts as one index knows them, and packed for records: made when first wanted, dropped when anything of his changes. */
  compiled: CompiledFacts | undefined;
  parts: Array<ReturnType<typeof packViewerPart> | undefined>;
};

/** Content in memory; `nodes` holds its taxonomy nodes and its own tags as `tag:…`. */
export type KnownContent = {
  content: Id<'cnt'>;
  creator: Id<'crt'> | undefined;
  tags: readonly string[];
  nodes: readonly string[];
  /** Creator and topics as targeting facts. */
  creators: readonly string[];
  judged: JudgedContent;
  /** Those facts as the inside of a JSON object: made once, used in every record. */
  text: string;
};

/** Viewers and content by the platform's own ids, kept fresh by changes. */
export class People {
  private readonly viewers = new Map<string, KnownViewer>();
  private readonly platformIds = new Map<Id<'vwr'>, string>();
  private readonly contents = new Map<string, KnownContent>();

  viewer(platformId: string): KnownViewer | undefined {
    return this.viewers.get(platformId);
  }

  content(platformId: string): KnownContent | undefined {
    return this.contents.get(platformId);
  }

  putViewer(row: ViewerRow): void {
    this.platformIds.set(row.viewer, row.platformId);
    this.viewers.set(row.platformId, {
      viewer: row.viewer,
      purposes: row.purposes,
      byInterest: mayTargetByInterest(row.purposes),
      country: row.country ?? undefined,
      language: row.language ?? undefined,
      segments: row.segments,
      interests: [...row.segments, ...row.nodes],
      dataKey: row.dataKey,
      compiled: undefined,
      parts: [],
    });
  }

  putContent(row: ContentRow): void {
    const nodes = [...new Set([...row.nodes, ...row.tags.map((tag) => `tag:${tag}`)])];
    const creators = row.creator ? [row.creator] : [];
    this.contents.set(row.platformId, {
      content: row.content,
      creator: row.creator ?? undefined,
      tags: row.tags,
      nodes,
      creators,
      judged: { label: row.label, nodes, creator: row.creator ?? undefined },
      text: `"tag":${JSON.stringify(row.tags)},"node":${JSON.stringify(nodes)},"creator":${JSON.stringify(creators)}`,
    });
  }

  /** What he is in changed: facts made of it are made anew. */
  touch(viewer: Id<'vwr'>): void {
    const platformId = this.platformIds.get(viewer);
    const known = platformId === undefined ? undefined : this.viewers.get(platformId);
    if (!known) return;
    known.compiled = undefined;
    known.parts = [];
  }

  /** An erased person is gone at once; if he comes back he is someone new. */
  forget(viewer: Id<'vwr'>): void {
    const platformId = this.platformIds.get(viewer);
    this.platformIds.delete(viewer);
    if (platformId !== undefined && this.viewers.get(platformId)?.viewer === viewer) this.viewers.delete(platformId);
  }
}
