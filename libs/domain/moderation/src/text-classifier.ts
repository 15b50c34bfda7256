import { assert, type Random } from '@flywheel/primitives';
import { createFtrl, mostInputs, type Ftrl } from '@flywheel/ranking/heads';
import { slotsLog2, TextSlots } from './text-slots.ts';

/** A text and whether it is of the class looked for. */
export type LabelledText = { readonly text: string; readonly positive: boolean };

const epochs = 10;

/**
 * Logistic regression on hashed n-grams of a text, each 1/√(number of features): every text has length 1 (L2), so that long ones do not
 * decide more. FTRL-Proximal with α 1.5, β 1, λ1 0, λ2 .01.
 */
export class TextClassifier {
  private readonly head: Ftrl = createFtrl({ slotsLog2, alpha: 1.5, beta: 1, l1: 0, l2: 0.01 });
  private readonly encoded = new TextSlots();
  private readonly inputs = new Float64Array(mostInputs);

  /** The chance, as far as it learnt, that a text is of the class: 0…1; not calibrated. */
  score(text: string): number {
    this.encode(text);
    return this.head.predict(this.encoded.slots, this.encoded.count, this.inputs);
  }

  /** Learns from labelled texts of both kinds, ten times over in an order of chance. */
  learn(texts: readonly LabelledText[], random: Random): void {
    const ready = texts.map(({ text, positive }) => {
      this.encoded.encode(text);
      return { slots: this.encoded.slots.slice(0, this.encoded.count), label: positive ? (1 as const) : (0 as const) };
    });
    assert(
      ready.some(({ label }) => label === 1) && ready.some(({ label }) => label === 0),
      'texts of both kinds are needed to tell them apart',
    );
    for (let epoch = 0; epoch < epochs; epoch += 1) {
      for (let last = ready.length - 1; last > 0; last -= 1) {
        const other = Math.floor(random.next() * (last + 1));
        [ready[last], ready[other]] = [ready[other] as (typeof ready)[0], ready[last] as (typeof ready)[0]];
      }
      for (const { slots, label } of ready) {
        this.inputs.fill(1 / Math.sqrt(slots.length), 0, slots.length);
        this.head.learn(slots, slots.length, label, 1, this.inputs);
      }
    }
  }

  private encode(text: string): void {
    this.encoded.encode(text);
    this.inputs.fill(1 / Math.sqrt(this.encoded.count), 0, this.encoded.count);
  }
}
