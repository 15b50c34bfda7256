/** `npm run evaluate -- <task> …`: offline, on files; one JSON object on stdout, progress on stderr. */
import { auctionsUsage, evaluateAuctions } from './auctions/auctions.ts';
import { ctrUsage, evaluateCtr } from './ctr/ctr.ts';
import { abUsage, evaluateAb } from './evidence/ab.ts';
import { evaluateOpe, opeUsage } from './evidence/ope.ts';
import { evaluateRank, rankUsage } from './rank.ts';
import { BadInput, Usage } from './refusals.ts';
import { evaluateSegments, segmentsUsage } from './segments.ts';
import { evaluateText, textUsage } from './text/text.ts';

const tasks: Readonly<Record<string, { run: (args: readonly string[]) => Promise<object>; usage: string }>> = {
  ab: { run: evaluateAb, usage: abUsage },
  auctions: { run: evaluateAuctions, usage: auctionsUsage },
  ctr: { run: evaluateCtr, usage: ctrUsage },
  ope: { run: evaluateOpe, usage: opeUsage },
  rank: { run: evaluateRank, usage: rankUsage },
  segments: { run: evaluateSegments, usage: segmentsUsage },
  text: { run: evaluateText, usage: textUsage },
};

/** Exit codes: 0 done, 2 called wrongly, 3 the data can not be used, 4 refused because an answer would mislead. */
async function main([name, ...args]: readonly string[]): Promise<number> {
  const task = tasks[name ?? ''];
  if (!task)
    return complain(
      `Say which task: ${Object.keys(tasks).join(', ')}.\n\n${Object.values(tasks)
        .map((each) => each.usage)
        .join('\n')}`,
      2,
    );
  try {
    console.log(JSON.stringify(await task.run(args)));
    return 0;
  } catch (error) {
    if (error instanceof Usage) return complain(`${error.message}\n\n${task.usage}`, 2);
    if (error instanceof BadInput) return complain(error.message, error.exitCode);
    throw error;
  }
}

function complain(text: string, code: number): number {
  console.error(text);
  return code;
}

process.exitCode = await main(process.argv.slice(2));
