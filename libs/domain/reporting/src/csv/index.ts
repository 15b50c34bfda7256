export { csvLine } from './csv-line.ts';
export { readCsv } from './read-csv.ts';
