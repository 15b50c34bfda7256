import type { Instant } from '@flywheel/primitives';
import { DumpError } from './dump-error.ts';
import type { DumpRow } from './read-rows.ts';

const wholeNumber = /^-?\d{1,18}$/;

/** Reads the fields of one row; every refusal names the file, the row and the field. */
export class RowFields {
  private readonly row: DumpRow;
  private readonly file: string;

  constructor(row: DumpRow, file: string) {
    this.row = row;
    this.file = file;
  }

  /** The attribute, undefined when absent or empty. */
  text(name: string): string | undefined {
    const value = this.row[name];
    return value === '' ? undefined : value;
  }

  /** A dump id as its own decimal text, undefined when absent. */
  optionalId(name: string): string | undefined {
    const value = this.text(name);
    if (value !== undefined && !wholeNumber.test(value)) throw this.refuse(`${name} is not a whole number: ${value.slice(0, 40)}`);
    return value;
  }

  id(name: string): string {
    const value = this.optionalId(name);
    if (value === undefined) throw this.refuse(`${name} is missing`);
    return value;
  }

  /** A time of the dump: UTC without a zone mark. */
  time(name: string): Instant {
    const value = this.text(name);
    const at = value === undefined ? Number.NaN : Date.parse(/[zZ]$/.test(value) ? value : `${value}Z`);
    if (Number.isNaN(at)) throw this.refuse(`${name} is ${value === undefined ? 'missing' : `not a time: ${value.slice(0, 40)}`}`);
    return at;
  }

  private refuse(reason: string): DumpError {
    return new DumpError(reason, { file: this.file, rowId: this.row['Id'] });
  }
}
