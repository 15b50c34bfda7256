/** Holders by number, from 0 up in the order they came, and the line of the lease that a holder's next win is asked of. */
export class HolderNumbers {
  private readonly numbers = new Map<string, number>();
  private readonly holders: string[] = [];
  private lines = new Int32Array(1024).fill(-1);

  number(holder: string): number {
    const known = this.numbers.get(holder);
    if (known !== undefined) return known;
    const number = this.holders.push(holder) - 1;
    this.numbers.set(holder, number);
    if (number === this.lines.length) {
      const wider = new Int32Array(number * 2).fill(-1);
      wider.set(this.lines);
      this.lines = wider;
    }
    return number;
  }

  holder(number: number): string {
    return this.holders[number] as string;
  }

  /** −1: it holds no lease. */
  line(number: number): number {
    return this.lines[number] as number;
  }

  setLine(number: number, line: number): void {
    this.lines[number] = line;
  }
}
