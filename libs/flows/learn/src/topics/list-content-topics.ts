import type { Database } from '@flywheel/database';
import { readCreatorTopics } from '@flywheel/database/topics';
import type { ContentTopics } from '@flywheel/http/content-topics';

const mostContents = 200;

/** Tells a creator what their newest content is taken to be about: by their own tags, or found, with how sure that is. */
export class ListContentTopics {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** Undefined when nobody has this id. */
  async run({ creator }: { readonly creator: string }): Promise<ContentTopics | undefined> {
    const known = await readCreatorTopics(this.database.read, creator, mostContents);
    if (!known) return undefined;
    const contents = known.contents.map(({ publishedAt, lookedAt, named, found, ...row }) => ({
      ...row,
      publishedAt: publishedAt.toISOString(),
      lookedAt: lookedAt?.toISOString() ?? null,
      named: [...named],
      found: [...found],
    }));
    return { creator: known.creator, contents };
  }
}
