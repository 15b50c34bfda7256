import { Controller, Get, Inject, Param } from '@nestjs/common';
import type { ContentTopics } from '@flywheel/http/content-topics';
import { AppProblem } from '@flywheel/http/problems';
import { ListContentTopics } from '@flywheel/learn';
import { own, Permit } from '../http/permit.ts';

@Controller('v1/creators')
export class ContentTopicsController {
  private readonly listContentTopics: ListContentTopics;

  constructor(@Inject(ListContentTopics) listContentTopics: ListContentTopics) {
    this.listContentTopics = listContentTopics;
  }

  /** What a creator's newest content is taken to be about: by their own tags, or found, with how sure that is. */
  @Get(':id/content-topics')
  @Permit('content-topics', 'read', own('creator', 'id'))
  async list(@Param('id') creator: string): Promise<ContentTopics> {
    const topics = await this.listContentTopics.run({ creator });
    if (!topics) throw new AppProblem('not-found');
    return topics;
  }
}
