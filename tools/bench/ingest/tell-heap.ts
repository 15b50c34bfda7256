import { writeFileSync } from 'node:fs';

/** Loaded before a program that is measured: at SIGUSR2 it collects its garbage and writes how many bytes are left to HEAP_FILE. */
process.on('SIGUSR2', () => {
  globalThis.gc?.();
  writeFileSync(process.env['HEAP_FILE'] ?? '', String(process.memoryUsage().heapUsed));
});
