import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import {
  explainQuery,
  recentQuery,
  type ExplainedDecision,
  type RecentDecisions as Recent,
  type WhyNotAd,
  type WhyThisAd as Why,
} from '@flywheel/http/decisions';
import { AppProblem } from '@flywheel/http/problems';
import { isId, type Id } from '@flywheel/primitives';
import { ExplainDecision, RecentDecisions, WhyNot, WhyThisAd } from '@flywheel/serve';
import { parseQuery } from '../http/parse.ts';
import { Permit } from '../http/permit.ts';

@Controller('v1/decisions')
export class ExplanationsController {
  private readonly recent: RecentDecisions;
  private readonly explain: ExplainDecision;
  private readonly whyThis: WhyThisAd;
  private readonly whyNot: WhyNot;

  constructor(
    @Inject(RecentDecisions) recent: RecentDecisions,
    @Inject(ExplainDecision) explain: ExplainDecision,
    @Inject(WhyThisAd) whyThis: WhyThisAd,
    @Inject(WhyNot) whyNot: WhyNot,
  ) {
    this.recent = recent;
    this.explain = explain;
    this.whyThis = whyThis;
    this.whyNot = whyNot;
  }

  @Get('recent')
  @Permit('decisions', 'read')
  list(@Query() query: unknown): Promise<Recent> {
    return this.recent.run(parseQuery(recentQuery, query));
  }

  /** `form=viewer`: what the person may be told; `ad=…`: how that one ad fared; otherwise the operator's form. */
  @Get(':id/explain')
  @Permit('decisions', 'read')
  async show(@Param('id') id: string, @Query() query: unknown): Promise<ExplainedDecision | Why | WhyNotAd> {
    const { form, ad } = parseQuery(explainQuery, query);
    const answer = isId('dec', id) ? await this.answer(id, form, ad) : undefined;
    if (!answer) throw new AppProblem('not-found');
    return answer;
  }

  private async answer(
    decision: Id<'dec'>,
    form: 'operator' | 'viewer',
    ad: string | undefined,
  ): Promise<ExplainedDecision | Why | WhyNotAd | undefined> {
    if (isId('ad', ad)) {
      const items = await this.whyNot.run({ decision, ad });
      return items && { decision, ad, items };
    }
    return form === 'viewer' ? this.whyThis.run({ decision }) : this.explain.run({ decision });
  }
}
