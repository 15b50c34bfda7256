import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Part } from '../../part.ts';
import { residentMb } from './child.ts';
import { ChangingCampaigns, type Lag } from './measure-changes.ts';
import { overload, type Overload } from './measure-overload.ts';
import { openDeciding } from './open-deciding.ts';

const pauses = 1000;
const edits = 100;
const backgroundCampaigns = 10_000;

/** How soon a pause and an edit are obeyed under load, and what happens at twice the load that can be sustained. */
export const changesPart: Part = async ({ databaseUrl, tell }) => {
  const folder = mkdtempSync(join(tmpdir(), 'flywheel-bench-'));
  const deciding = await openDeciding(databaseUrl, { campaigns: backgroundCampaigns, folder, serve: 'edge,console', tell });
  try {
    const { server, url, key } = deciding;
    const changing = new ChangingCampaigns(url, server, key);
    tell(`changes: ${pauses} campaigns are launched`);
    await changing.launch(pauses);
    tell(`changes: ${edits} bids are changed under load`);
    const edited = await changing.editUnderLoad(folder, 500, edits);
    tell(`changes: ${pauses} campaigns are paused under load`);
    const paused = await changing.pauseUnderLoad(folder, 500);
    const memoryBefore = residentMb(server.pid);
    tell('changes: twice the load');
    const overloaded = await overload(deciding);
    const memoryAfter = residentMb(server.pid);
    return {
      lines: [
        'changes: one process with edge and console, 500 requests a second, lag = last decision of the old version after the 200',
        lagLine('edits', edited, 2000),
        lagLine('pauses', paused, 1000),
        ...overloadLines(overloaded),
        `  resident ${memoryBefore ?? '?'} MB before the overload and ${memoryAfter ?? '?'} MB after it`,
      ],
      json: { edited, paused, overloaded, memoryBefore, memoryAfter },
    };
  } finally {
    await deciding.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

function lagLine(what: string, { changes, ofThemServing, worstMs, p99Ms }: Lag, goalMs: number): string {
  const words = `${changes} ${what}, ${ofThemServing} of campaigns that were serving`;
  return `  ${words}: longest lag ${worstMs} ms (goal ${goalMs}), p99 ${p99Ms} ms`;
}

function overloadLines({ sustainable, normal, twice }: Overload): string[] {
  const ms = (time: number): string => `${time.toFixed(1)} ms`;
  const shed = `${twice.shed} of ${twice.served + twice.shed} shed with reason 504 (p99 ${ms(twice.shedP99)})`;
  return [
    `  sustainable ${Math.round(sustainable)}/s; at that rate p50 ${ms(normal.p50)}, p99 ${ms(normal.p99)}`,
    `  at twice that: ${twice.served} served with p99 ${ms(twice.p99)} (goal ${ms(2 * normal.p99)}), ` +
      `${shed}, ${twice.waiting} never sent, ${twice.failed} failed`,
  ];
}
