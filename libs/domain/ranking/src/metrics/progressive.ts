import { assert } from '@flywheel/primitives';
import { entropyOf, lossOf } from './prediction.ts';

/** Predictions made before their example was learnt, summed over a stretch of examples. */
export type ProgressiveWindow = {
  /** The moment of the first and of the last example, in the caller's unit. */
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly positives: number;
  readonly predicted: number;
  readonly logloss: number;
  /** Log-loss over that of the window's own rate; null while only one label occurred. */
  readonly ne: number | null;
  /** Σ predicted / Σ happened; null while nothing happened. */
  readonly ratio: number | null;
};

type Sums = { from: number; to: number; rows: number; positives: number; predicted: number; loss: number };

/**
 * Progressive validation (Blum, Kalai & Langford 1999): every example is predicted, then learnt, so each loss is one of an unseen example
 * and no data has to be held back. Sums by windows of equal count; keeps the newest `mostWindows` and takes constant memory.
 */
export class ProgressiveValidation {
  private readonly done: ProgressiveWindow[] = [];
  private open: Sums | undefined;
  private readonly rowsPerWindow: number;
  private readonly mostWindows: number;

  constructor(options: { readonly rowsPerWindow: number; readonly mostWindows?: number }) {
    assert(Number.isInteger(options.rowsPerWindow) && options.rowsPerWindow > 0, 'a window is of whole examples');
    this.rowsPerWindow = options.rowsPerWindow;
    this.mostWindows = options.mostWindows ?? 1000;
  }

  /** One prediction, made before its label was known, and the label. Moments must not go back. */
  add(at: number, chance: number, label: 0 | 1): void {
    assert(!this.open || at >= this.open.to, 'examples come in order of time');
    const sums = (this.open ??= { from: at, to: at, rows: 0, positives: 0, predicted: 0, loss: 0 });
    sums.to = at;
    sums.rows += 1;
    sums.positives += label;
    sums.predicted += chance;
    sums.loss += lossOf(chance, label);
    if (sums.rows < this.rowsPerWindow) return;
    this.done.push(windowOf(sums));
    if (this.done.length > this.mostWindows) this.done.shift();
    this.open = undefined;
  }

  /** The windows, oldest first; the last one may still be filling. */
  windows(): ProgressiveWindow[] {
    return this.open ? [...this.done, windowOf(this.open)] : [...this.done];
  }
}

function windowOf({ loss, ...sums }: Sums): ProgressiveWindow {
  const logloss = loss / sums.rows;
  const entropy = entropyOf(sums.positives / sums.rows);
  return {
    ...sums,
    logloss,
    ne: entropy > 0 ? logloss / entropy : null,
    ratio: sums.positives > 0 ? sums.predicted / sums.positives : null,
  };
}
