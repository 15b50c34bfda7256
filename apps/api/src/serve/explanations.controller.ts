import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import {
  explainQuery,
  recentQuery,
  replayRequest,
  type ExplainedDecision,
  type OwnAdsInDecision,
  type RecentDecisions as Recent,
  type ReplayAnswer,
  type WhyThisAd as Why,
} from '@flywheel/http/explanations';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal } from '@flywheel/http/roles';
import { isId, type Id } from '@flywheel/primitives';
import { ExplainDecision, ExplainToAdvertiser, RecentDecisions, ReplayDecision, WhyThisAd } from '@flywheel/serve';
import { parseBody, parseQuery } from '../http/parse.ts';
import { Permit } from '../http/permit.ts';
import { accountsOf, CurrentPrincipal } from '../http/principal.ts';

type Form = 'operator' | 'advertiser' | 'viewer';

@Controller('v1/decisions')
export class ExplanationsController {
  private readonly recent: RecentDecisions;
  private readonly explain: ExplainDecision;
  private readonly toAdvertiser: ExplainToAdvertiser;
  private readonly whyThis: WhyThisAd;
  private readonly replays: ReplayDecision;

  constructor(
    @Inject(RecentDecisions) recent: RecentDecisions,
    @Inject(ExplainDecision) explain: ExplainDecision,
    @Inject(ExplainToAdvertiser) toAdvertiser: ExplainToAdvertiser,
    @Inject(WhyThisAd) whyThis: WhyThisAd,
    @Inject(ReplayDecision) replays: ReplayDecision,
  ) {
    this.recent = recent;
    this.explain = explain;
    this.toAdvertiser = toAdvertiser;
    this.whyThis = whyThis;
    this.replays = replays;
  }

  @Get('recent')
  @Permit('decisions', 'read')
  list(@Query() query: unknown): Promise<Recent> {
    return this.recent.run(parseQuery(recentQuery, query));
  }

  /**
   * Operators see all of it; an advertiser his own ads alone; a platform's key what the viewer may be told. Operators may ask for the
   * viewer's form as well; whoever asks for more than he may see gets 404.
   */
  @Get(':id/explain')
  @Permit('decisions', 'explain')
  async show(
    @Param('id') id: string,
    @Query() query: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ExplainedDecision | OwnAdsInDecision | Why> {
    const { form } = parseQuery(explainQuery, query);
    const answer = isId('dec', id) ? await this.answer(id, form ?? formOf(principal), principal) : undefined;
    if (!answer) throw new AppProblem('not-found');
    return answer;
  }

  /** Decides once more from the stored versions. With overrides: what would have come out instead. Stores and charges nothing. */
  @Post(':id/replay')
  @HttpCode(200)
  @Permit('decisions', 'replay')
  async replay(@Param('id') id: string, @Body() body: unknown): Promise<ReplayAnswer> {
    const { overrides } = parseBody(replayRequest, body);
    if (!isId('dec', id)) throw new AppProblem('not-found');
    return this.replays.run({ decision: id, overrides });
  }

  private async answer(
    decision: Id<'dec'>,
    form: Form,
    principal: Principal,
  ): Promise<ExplainedDecision | OwnAdsInDecision | Why | undefined> {
    const widest = formOf(principal);
    if (form === 'advertiser') {
      return widest === 'advertiser' ? this.toAdvertiser.run({ decision, accounts: accountsOf(principal) ?? [] }) : undefined;
    }
    if (form === 'viewer') return widest === 'advertiser' ? undefined : this.whyThis.run({ decision });
    return widest === 'operator' ? this.explain.run({ decision }) : undefined;
  }
}

/** The most that a principal may see of a decision. */
function formOf(principal: Principal): Form {
  if (principal.kind === 'key') return 'viewer';
  return accountsOf(principal) === undefined ? 'operator' : 'advertiser';
}
