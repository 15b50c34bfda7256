import {
  isBelow,
  losingTo,
  refusalInNumbers,
  runAuction,
  type AuctionResult,
  type Candidate,
  type NoFillReason,
  type Winner as AuctionWinner,
} from '@flywheel/auction';
import type { Drop } from '@flywheel/auction/record';
import { drawnLogit } from '@flywheel/ranking';
import { hotLine } from '../ads/ad-columns.ts';
import type { AdTable } from '../ads/ad-table.ts';
import { finalistOf, type Asked } from './finalists.ts';
import { mostLift, qualityOf } from './quality.ts';
import { chanceOf, valuePpb } from './request-shift.ts';
import { RivalHeap } from './rival-heap.ts';
import type { SlotOutcome, SlotTask, SlotWinner } from './slot-task.ts';
import { aheadOf, bidOf, reserveAll, winnersOf, type Failed } from './slot-winners.ts';
import { staticGate } from './static-gate.ts';
import { furthestOf, type VisitedList } from './visited-list.ts';

const mostRounds = 3;
const mostAsked = 256;
// What separates a bound in doubles from the exact score it stands for.
const slack = 1 + 1e-12;

/** Who stood when a round was over, and what each is to pay. */
type Round = { result: AuctionResult; standing: Asked[] };

/**
 * Decides one placement: reads candidates only until nothing unread can outrank who stands, asks memory about the best ones in the order of
 * their rank, holds the auction among those that stand, and reserves for the winners. What it answers is a function of its task alone; its
 * memory is used again, so an outcome's visited list is good until the next placement that is given the same list.
 */
export class SlotDecider {
  private readonly heap = new RivalHeap();
  private readonly candidate: Candidate = { bid: 0, perThousand: false, ppb: 0, quality: 0 };
  private readonly rival = { ad: 0, ppb: 0, chance: 0, bid: 0, quality: 0, visited: 0 };
  private readonly entry = { floor: 0, displaced: 0 };
  private asked: Asked[] = [];
  private bound = 0;
  private factor = 1;
  private lift = 0;
  private exhausted = false;

  run(task: SlotTask, visited: VisitedList): SlotOutcome {
    visited.begin();
    this.heap.begin(task.rules.seed);
    this.asked = [];
    this.exhausted = false;
    this.factor = (task.draws === undefined ? task.shift.factor : task.shift.drawnFactor) * slack;
    this.lift = task.quality === undefined ? 0 : mostLift(task.shift, task.quality.mostClick, task.quality.terms) * slack;
    this.bound = this.boundOf(task);
    this.entry.floor = Number(task.rules.floorMicros);
    this.entry.displaced = Number(task.rules.displacedMicros ?? 0n);
    const drops: Drop[] = [];
    for (let round = 1; ; round += 1) {
      const held = this.hold(task, visited);
      const winners = winnersOf(held.result, held.standing, task);
      const last = round === mostRounds;
      const failed = reserveAll(winners, task, { round, keep: last });
      for (const { winner, code } of failed) drops.push({ round, ad: winner.card.adNo, code });
      if (failed.length === 0 || last) return this.outcome(held, winners, { task, visited, drops, failed });
      for (const each of failed) this.drop(each, task, visited);
    }
  }

  /** Asks the best ones until enough of them stand, then holds the auction among those. */
  private hold(task: SlotTask, visited: VisitedList): Round {
    const { heap } = this;
    const wanted = task.rules.slots + 1;
    const standing = this.asked.filter((each) => each.code === 0);
    while (standing.length < wanted && this.asked.length < mostAsked) {
      if (heap.size > 0 && (this.exhausted || heap.top > this.bound)) {
        const asked = this.consider(heap.pop(), standing, task, visited);
        if (asked.code === 0) standing.push(asked);
      } else if (this.exhausted) break;
      else this.read(task, visited);
    }
    return { result: runAuction(standing.map(bidOf), task.rules), standing };
  }

  private read(task: SlotTask, visited: VisitedList): void {
    const { candidates } = task;
    const count = candidates.nextStep();
    if (count < 0) {
      this.exhausted = true;
      this.bound = -1;
      return;
    }
    const { found } = candidates;
    for (let i = 0; i < count; i += 1) this.visit(found[i] as number, task, visited);
    this.exhausted = candidates.bound < 0;
    this.bound = this.exhausted ? -1 : this.boundOf(task);
  }

  /** The highest score of anything not yet read. */
  private boundOf({ candidates }: SlotTask): number {
    return candidates.bound < 0 ? -1 : candidates.bound * this.factor + this.lift;
  }

  private visit(ad: number, task: SlotTask, visited: VisitedList): void {
    const { hot } = task.table.columns;
    const line = ad * hotLine.width;
    const { now } = task;
    const plain =
      hot[line + hotLine.asks] === 0 &&
      hot[line + hotLine.format] === task.format &&
      now >= (hot[line + hotLine.startsAt] as number) &&
      now < (hot[line + hotLine.endsAt] as number) &&
      task.safety?.everyone !== true;
    const gate = plain ? 0 : staticGate(ad, task);
    if (gate === -1) return;
    if (gate !== 0) return visited.settle(visited.add(ad, 0), gate);
    this.rank(ad, line, task, visited);
  }

  /** Scores an ad that may bid, and keeps it unless the auction would refuse it. */
  private rank(ad: number, line: number, task: SlotTask, visited: VisitedList): void {
    const { hot } = task.table.columns;
    const event = hot[line + hotLine.event] as number;
    const known = hot[line + hotLine.logit] as number;
    const logit = task.draws === undefined ? known : drawnLogit(known, hot[line + hotLine.sigma] as number, task.draws, ad);
    const chance = chanceOf(event, logit, task.shift);
    const { candidate, rival } = this;
    candidate.bid = hot[line + hotLine.bid] as number;
    candidate.ppb = valuePpb(event, chance);
    candidate.perThousand = event <= 0;
    candidate.quality = task.quality === undefined ? 0 : qualityOf(ad, task.table.columns, task.shift, task.quality.terms);
    const at = visited.add(ad, candidate.ppb);
    const refused = refusalInNumbers(candidate, this.entry);
    if (refused !== 0) return visited.settle(at, refused);
    rival.ad = ad;
    rival.ppb = candidate.ppb;
    rival.chance = chance;
    rival.bid = candidate.bid;
    rival.quality = candidate.quality;
    rival.visited = at;
    this.heap.push(rival);
  }

  /** One of the best: an advertiser stands once, and only who can be placed stands. With code 0 this one does. */
  private consider(at: number, standing: readonly Asked[], task: SlotTask, visited: VisitedList): Asked {
    const { heap } = this;
    const ad = heap.ad[at] as number;
    const seat = task.table.columns.seat[ad] as number;
    const asked: Asked = {
      card: task.table.card(ad),
      seat,
      code: 0,
      bid: heap.bid[at] as number,
      ppb: heap.ppb[at] as number,
      chance: heap.chance[at] as number,
      quality: heap.quality[at] as number,
      share: task.table.columns.share[ad] as number,
      visited: heap.visited[at] as number,
    };
    this.asked.push(asked);
    if (standing.some((each) => each.seat === seat)) asked.code = 602;
    else asked.code = task.seated.has(seat) ? 603 : task.state.ask(asked.card, aheadOf(standing, task));
    if (asked.code !== 0) visited.settle(asked.visited, asked.code);
    return asked;
  }

  /** Takes a winner out. Ads of the same advertiser that stood behind it come to be asked now, the best first. */
  private drop({ winner, code }: Failed, task: SlotTask, visited: VisitedList): void {
    const dropped = this.asked.find((each) => each.card === winner.card);
    if (!dropped) return;
    dropped.code = code;
    visited.settle(dropped.visited, code);
    for (const each of this.asked) {
      if (each.code !== 602 || each.seat !== dropped.seat) continue;
      each.code = task.state.ask(
        each.card,
        aheadOf(
          this.asked.filter((other) => other.code === 0),
          task,
        ),
      );
      visited.settle(each.visited, each.code);
      if (each.code === 0) return;
    }
  }

  private outcome(
    { result, standing }: Round,
    winners: SlotWinner[],
    { task, visited, drops, failed }: { task: SlotTask; visited: VisitedList; drops: Drop[]; failed: readonly Failed[] },
  ): SlotOutcome {
    const placed = winners.filter((winner) => !failed.some((each) => each.winner === winner));
    for (const [at, each] of standing.entries()) {
      const outcome = result.outcomes[at];
      each.minToWinMicros = outcome?.minToWinMicros;
      each.winner = placed.find((winner) => winner.card === each.card);
      each.code = failed.find(({ winner }) => winner.card === each.card)?.code ?? outcome?.code ?? 0;
      each.priceMicros = each.winner && result.winners.find((winner) => winner.bid === outcome?.bid)?.priceMicros;
      visited.settle(each.visited, each.code);
    }
    this.settleLosers(result, task, visited);
    return {
      winners: placed,
      code: placed.length === task.rules.slots ? 0 : (failed[0]?.code ?? this.emptyCode(visited)),
      visited,
      finalists: this.asked.map(finalistOf),
      drops,
      block: task.candidates.block,
      bound: this.bound,
      bar: result.bar ?? 0n,
      exhausted: this.exhausted,
    };
  }

  /** Of slots nobody can take: the furthest reason of all that were looked at or, where looking ended early, of all that were asked. */
  private emptyCode(visited: VisitedList): NoFillReason {
    return this.exhausted ? visited.furthest : furthestOf(this.asked.map((each) => each.code));
  }

  /** Everyone that was never asked lost by its price: to the last of the winners, or, where none stood, to whoever was asked before. */
  private settleLosers(result: AuctionResult, { rules, table }: SlotTask, visited: VisitedList): void {
    const { heap } = this;
    const losing = losingTo(result, rules);
    const last = result.winners.at(-1);
    for (let i = 0; i < heap.size; i += 1) {
      const at = heap.left(i);
      const place = heap.visited[at] as number;
      if (place < 0) continue;
      visited.settle(place, losing === undefined || last === undefined ? 102 : this.lossAt(at, table, losing, last));
    }
  }

  /** It was admitted when it was looked at: its price is all that it can have lost by. */
  private lossAt(at: number, { columns }: AdTable, losing: NonNullable<ReturnType<typeof losingTo>>, last: AuctionWinner): NoFillReason {
    const { heap, candidate } = this;
    candidate.bid = heap.bid[at] as number;
    candidate.ppb = heap.ppb[at] as number;
    candidate.quality = heap.quality[at] as number;
    candidate.perThousand = (columns.event[heap.ad[at] as number] as number) <= 0;
    if (!isBelow(candidate, losing) && heap.exactScore(at) === last.score) return 601;
    return candidate.perThousand === losing.lastPerThousand && candidate.bid >= losing.lastBid ? 600 : 102;
  }
}
