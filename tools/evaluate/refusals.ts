/** The command line can not be understood; the message names the flag. */
export class Usage extends Error {}

/** A file can not be used (3), or the answer would mislead (4); the message names file and line. */
export class BadInput extends Error {
  readonly exitCode: 3 | 4;

  constructor(sentence: string, exitCode: 3 | 4 = 3) {
    super(sentence);
    this.exitCode = exitCode;
  }
}
