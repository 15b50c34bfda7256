/** A dump that can not be imported as it is; the message names file, place and, where known, the row. */
export class DumpError extends Error {
  readonly file: string;
  readonly byteOffset: number | undefined;
  readonly rowId: string | undefined;

  constructor(reason: string, place: { file: string; byteOffset?: number; rowId?: string | undefined }) {
    const where = place.byteOffset === undefined ? '' : `, byte ${place.byteOffset} of the uncompressed text`;
    const row = place.rowId === undefined ? '' : `, row ${place.rowId}`;
    super(`${place.file}${where}${row}: ${reason}`);
    this.name = 'DumpError';
    this.file = place.file;
    this.byteOffset = place.byteOffset;
    this.rowId = place.rowId;
  }
}
