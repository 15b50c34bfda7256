import { Controller, Get, Inject } from '@nestjs/common';
import type { EvidenceView } from '@flywheel/http/evidence';
import { ShowEvidence } from '@flywheel/settle/evidence';
import { Permit } from '../http/permit.ts';

@Controller('v1/evidence')
export class EvidenceController {
  private readonly evidence: ShowEvidence;

  constructor(@Inject(ShowEvidence) evidence: ShowEvidence) {
    this.evidence = evidence;
  }

  @Get()
  @Permit('evidence', 'read')
  async show(): Promise<EvidenceView> {
    const { fingerprint, publicPem, streams, checkpoints } = await this.evidence.run();
    return {
      fingerprint,
      publicKey: publicPem,
      streams: streams.map((each) => ({ ...each, links: Number(each.links) })),
      checkpoints: checkpoints.map(({ day, holds, content, text, signature }) => ({
        day,
        holds,
        content: text,
        signature,
        entries: content ? Number(content.streams.ledger.seq) : null,
        trialBalanceSha256: content?.trialBalanceSha256 ?? null,
      })),
    };
  }
}
