import type { ContentRow, ViewerRow } from '@flywheel/database/serving';
import type { Id } from '@flywheel/primitives';

/** A viewer in memory. `facts` are his segments by id and by node: either may be targeted. */
export type KnownViewer = {
  viewer: Id<'vwr'>;
  purposes: readonly string[];
  country: string | undefined;
  language: string | undefined;
  segments: ReadonlyArray<Id<'seg'>>;
  facts: readonly string[];
};

/** Content in memory; `nodes` holds its taxonomy nodes and its own tags as `tag:…`. */
export type KnownContent = { content: Id<'cnt'>; creator: Id<'crt'> | undefined; tags: readonly string[]; nodes: readonly string[] };

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
      country: row.country ?? undefined,
      language: row.language ?? undefined,
      segments: row.segments,
      facts: [...row.segments, ...row.nodes],
    });
  }

  putContent(row: ContentRow): void {
    const nodes = [...row.nodes, ...row.tags.map((tag) => `tag:${tag}`)];
    this.contents.set(row.platformId, {
      content: row.content,
      creator: row.creator ?? undefined,
      tags: row.tags,
      nodes: [...new Set(nodes)],
    });
  }

  /** An erased person is gone at once; if he comes back he is someone new. */
  forget(viewer: Id<'vwr'>): void {
    const platformId = this.platformIds.get(viewer);
    this.platformIds.delete(viewer);
    if (platformId !== undefined && this.viewers.get(platformId)?.viewer === viewer) this.viewers.delete(platformId);
  }
}
