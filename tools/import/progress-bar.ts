/** One line that is rewritten on a terminal and printed once a second elsewhere; `total` unknown shows the count alone. */
export function progressBar(out: NodeJS.WriteStream): { show(label: string, done: number, total?: number): void; end(): void } {
  const everyMs = out.isTTY ? 100 : 1000;
  let last = 0;
  let line = '';
  const write = (): void => void out.write(out.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  return {
    show(label, done, total) {
      line = `${label}  ${total === undefined ? `${done} rows` : `${bar(done / Math.max(1, total))} ${done}/${total}`}`;
      const now = performance.now();
      if (now - last < everyMs) return;
      last = now;
      write();
    },
    end() {
      if (line !== '') write();
      if (out.isTTY) out.write('\n');
    },
  };
}

function bar(share: number): string {
  const cells = 24;
  const full = Math.round(Math.min(1, share) * cells);
  return `[${'#'.repeat(full)}${'-'.repeat(cells - full)}] ${(share * 100).toFixed(0).padStart(3)} %`;
}
