import type { PageAnswer, ReportResult } from '@flywheel/http/reports';
import type { Answer, Refusal } from '#lib/api/answer.ts';

/** The states of a card. `ready` and `refreshing` show what the card holds, the others say why it does not. */
export type CardState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'refreshing' }
  | { readonly kind: 'empty-first'; readonly text: string; readonly action?: { readonly href: string; readonly label: string } }
  | { readonly kind: 'empty-filtered'; readonly text: string; readonly clearHref: string }
  | { readonly kind: 'withheld'; readonly k: number }
  | { readonly kind: 'error'; readonly refusal: Refusal }
  | { readonly kind: 'no-permission'; readonly who: string };

/** What to say when a card has nothing: for the first time ever, or only for what was asked. */
export type WhenEmpty = {
  readonly empty: boolean;
  readonly text: string;
  readonly action?: { readonly href: string; readonly label: string };
  readonly clearHref?: string;
};

/** The state of a card that shows `answer`. Refusals 401 and 403 name who can help; the others carry the request id. */
export function cardState<T>(answer: Answer<T>, whenEmpty?: (value: T) => WhenEmpty): CardState {
  if (!answer.ok) {
    const { status } = answer.refusal;
    return status === 401 || status === 403
      ? { kind: 'no-permission', who: 'An administrator' }
      : { kind: 'error', refusal: answer.refusal };
  }
  const empty = whenEmpty?.(answer.value);
  if (!empty?.empty) return { kind: 'ready' };
  if (empty.clearHref !== undefined) return { kind: 'empty-filtered', text: empty.text, clearHref: empty.clearHref };
  return { kind: 'empty-first', text: empty.text, ...(empty.action && { action: empty.action }) };
}

/** Whether a result has rows of too few people and nothing else to show. */
export function isWithheld(result: ReportResult): boolean {
  return result.suppressed.rows > 0 && result.rows.every((row) => row.kind === 'under-k');
}

/** One question's result out of a page's answer. Refuses an id that was not asked. */
export function resultOf(answer: Answer<PageAnswer>, id: string): Answer<ReportResult> {
  if (!answer.ok) return answer;
  const value = answer.value.results.find((each) => each.id === id);
  if (value) return { ok: true, value };
  return { ok: false, refusal: { status: 500, code: 'internal', title: `The service left a question unanswered: ${id}` } };
}
