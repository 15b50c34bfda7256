import { accountSafety, type AccountSafety } from '@flywheel/http/accounts';

/** As many caps as an account may have: the form always shows a row for each. */
export const mostCaps = 4;

/** One cap as typed; an empty limit is no cap. */
export type CapFields = { readonly limit: string; readonly seconds: string };

/** What stands in the form: ticked subjects, and lists of one entry a line. */
export type SafetyFields = {
  readonly nodes: readonly string[];
  readonly words: string;
  readonly creators: string;
  readonly competitors: string;
  readonly caps: readonly CapFields[];
  readonly gapMinutes: string;
};

/** Lists that can be saved, or what is wrong, by field. */
export type SafetyDraft =
  { readonly ok: true; readonly safety: AccountSafety } | { readonly ok: false; readonly problems: Readonly<Record<string, string>> };

const day = '86400';

/** The form of saved lists. `offered` are the subjects that can be ticked; blocked ones that are not among them stand as words. */
export function fieldsOfSafety(safety: AccountSafety, offered: readonly string[]): SafetyFields {
  const known = new Set(offered);
  const rows = Array.from({ length: mostCaps }, (_, at) => safety.caps[at]);
  return {
    nodes: safety.blockedNodes.filter((each) => known.has(each)),
    words: safety.blockedNodes
      .filter((each) => !known.has(each))
      .map((each) => each.replace(/^tag:/, ''))
      .join('\n'),
    creators: safety.blockedCreators.join('\n'),
    competitors: safety.competitors.join('\n'),
    caps: rows.map((cap) => (cap ? { limit: String(cap.limit), seconds: String(cap.windowSeconds) } : { limit: '', seconds: day })),
    gapMinutes: safety.minGapSeconds === 0 ? '' : String(Math.ceil(safety.minGapSeconds / 60)),
  };
}

/** Reads the form as it was sent. */
export function readSafetyFields(form: FormData): SafetyFields {
  const text = (name: string): string => String(form.get(name) ?? '').trim();
  const caps = Array.from({ length: mostCaps }, (_, at) => ({ limit: text(`limit${at}`), seconds: text(`seconds${at}`) || day }));
  return {
    nodes: form.getAll('nodes').map(String),
    words: text('words'),
    creators: text('creators'),
    competitors: text('competitors'),
    caps,
    gapMinutes: text('gapMinutes'),
  };
}

/** Turns the form into lists, each entry once; a faulty entry is named. `saved` keeps the seconds of a pause that was not touched. */
export function draftSafety(fields: SafetyFields, saved?: AccountSafety): SafetyDraft {
  const problems: Record<string, string> = {};
  const caps = fields.caps.flatMap(({ limit, seconds }, at) => {
    if (limit === '') return [];
    if (!/^\d{1,4}$/.test(limit) || Number(limit) > 1000) problems[`limit${at}`] = 'Write a whole number up to 1,000, or leave it empty';
    return [{ limit: Number(limit), windowSeconds: Number(seconds) }];
  });
  if (!/^\d{0,5}$/.test(fields.gapMinutes) || Number(fields.gapMinutes) > 43_200)
    problems['gapMinutes'] = 'Write minutes up to 43,200 (30 days), or leave it empty';
  const creators = linesOf(fields.creators);
  const stranger = creators.find((each) => !/^crt_[0-9a-f]{32}$/.test(each));
  if (stranger !== undefined) problems['creators'] = `${stranger} is no creator’s id: it starts with crt_ and has 32 more characters`;
  const kept = saved && Math.ceil(saved.minGapSeconds / 60) === Number(fields.gapMinutes) ? saved.minGapSeconds : undefined;
  const parsed = accountSafety.safeParse({
    caps,
    minGapSeconds: kept ?? Number(fields.gapMinutes) * 60,
    blockedNodes: [...new Set([...fields.nodes, ...linesOf(fields.words).map(nodeOf)])],
    blockedCreators: creators,
    competitors: linesOf(fields.competitors),
  });
  for (const { path, message } of parsed.error?.issues ?? []) {
    const [list, at] = path;
    const field = fieldOf[String(list)] ?? String(list);
    const entry = list === 'competitors' && typeof at === 'number' ? linesOf(fields.competitors)[at] : undefined;
    problems[field] ??= entry === undefined ? sentence(message) : `${entry} is not ${message}`;
  }
  return Object.keys(problems).length === 0 && parsed.success ? { ok: true, safety: parsed.data } : { ok: false, problems };
}

/** The field that shows what the api says of a part of the lists. */
export const fieldOf: Readonly<Record<string, string>> = {
  blockedNodes: 'words',
  blockedCreators: 'creators',
  competitors: 'competitors',
  caps: 'limit0',
  minGapSeconds: 'gapMinutes',
};

/** A word is a tag of the platform; `iab:42` and `tag:cooking` are what they say. */
function nodeOf(line: string): string {
  return /^(?:iab|tag):/.test(line) ? line : `tag:${line.replace(/^#/, '').toLowerCase()}`;
}

function linesOf(text: string): string[] {
  return [...new Set(text.split(/[,\n]/).map((each) => each.trim()))].filter((each) => each !== '');
}

function sentence(text: string): string {
  return /^Too big/.test(text) ? 'This list is too long' : text.charAt(0).toUpperCase() + text.slice(1);
}
