/** Why the api refused, as a page shows it. `status` 0 means that the api could not be reached. */
export type Refusal = {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly field?: string;
  /** The id that finds the request in the log. */
  readonly requestId?: string;
};

/** What a call to the api came back with: a value, or the reason why not. Plain data: survives the way from server to page. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** The value of an answer, or undefined when it was refused. */
export function valueOf<T>(answer: Answer<T>): T | undefined {
  return answer.ok ? answer.value : undefined;
}

/** Applies `change` to the value and leaves a refusal as it is. */
export function mapAnswer<T, U>(answer: Answer<T>, change: (value: T) => U): Answer<U> {
  return answer.ok ? { ok: true, value: change(answer.value) } : answer;
}
