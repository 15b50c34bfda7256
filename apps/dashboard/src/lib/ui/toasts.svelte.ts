type Toast = { readonly id: number; readonly text: string };

let shown = $state.raw<readonly Toast[]>([]);
let last = 0;
const most = 3;

/** Messages of finished actions, newest last; at most three at a time. */
export const toasts = {
  get shown(): readonly Toast[] {
    return shown;
  },
  /** Says a sentence; it stays until dismissed or pushed out by newer ones. */
  say(text: string): void {
    last += 1;
    shown = [...shown, { id: last, text }].slice(-most);
  },
  dismiss(id: number): void {
    shown = shown.filter((each) => each.id !== id);
  },
};
