import type { Part } from '../../part.ts';
import { measureRoute, type DecidedRow, type RouteRow } from './measure-route.ts';

/** P1: the whole decision over HTTP beside an empty route and bare node:http, with every record counted in the database. */
export const routePart: Part = async ({ databaseUrl, sizes, tell }) => {
  const { rows, decided } = await measureRoute(databaseUrl, sizes, tell);
  const empty = rows[1]?.perSecond ?? Number.NaN;
  const base = empty / (rows[0]?.perSecond ?? Number.NaN);
  return {
    lines: [
      'route: 64 connections, closed load from another process, medians of 5 rounds in turned order, a second of load before each',
      ...rows.map(lineOf),
      `  the empty route reaches ${base.toFixed(2)} of node:http${base < 0.7 ? ': below .70, so the shares above prove nothing' : ''}`,
      ...decided.map(decidedLine),
    ],
    json: { rows, decided, base },
  };
};

function lineOf({ variant, perSecond, share, cpuUs, p50, p99 }: RouteRow): string {
  const goal = variant.includes(' 100000 ') ? ' (goal .40)' : variant.includes(' 1000000 ') ? ' (goal .33)' : '';
  const speed = `${String(Math.round(perSecond)).padStart(7)}/s  ${share.toFixed(3)}${goal}`;
  const cpu = cpuUs === undefined ? 'CPU unknown' : `${cpuUs.toFixed(0)} µs CPU`;
  return `  ${variant.padEnd(32)} ${speed}  ${cpu}, p50 ${p50} ms, p99 ${p99} ms`;
}

function decidedLine({ campaigns, readySeconds, filledShare, replies, records, residentMb, p99AtThousand }: DecidedRow): string {
  return (
    `  ${campaigns} campaigns: ready in ${readySeconds.toFixed(1)} s, ${(100 * filledShare).toFixed(1)} % of slots filled, ` +
    `${replies} replies and ${records} records${replies === records ? '' : ' (they differ)'}, ` +
    `p99 ${p99AtThousand} ms at 1,000/s, ${residentMb ?? '?'} MB resident`
  );
}
