import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { whyNotQuery, type WhyNotAd } from '@flywheel/http/explanations';
import { AppProblem } from '@flywheel/http/problems';
import { isId } from '@flywheel/primitives';
import { WhyNot } from '@flywheel/serve';
import { parseQuery } from '../http/parse.ts';
import { own, Permit } from '../http/permit.ts';

@Controller('v1/ads')
export class WhyNotController {
  private readonly whyNot: WhyNot;

  constructor(@Inject(WhyNot) whyNot: WhyNot) {
    this.whyNot = whyNot;
  }

  /** Why an ad did not take a slot of a decision, whether it was looked at or not: from the versions that were in force. */
  @Get(':id/why-not')
  @Permit('decisions', 'why-not', own('ad', 'id'))
  async show(@Param('id') ad: string, @Query() query: unknown): Promise<WhyNotAd> {
    const { decision } = parseQuery(whyNotQuery, query);
    const answer = isId('ad', ad) && isId('dec', decision) ? await this.whyNot.run({ decision, ad }) : undefined;
    if (!answer) throw new AppProblem('not-found');
    return answer;
  }
}
