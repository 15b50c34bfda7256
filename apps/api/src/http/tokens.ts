/** Injection token of the parsed environment (`Env`). */
export const ENV = Symbol('ENV');

/** Injection token of the program's logger. */
export const LOGGER = Symbol('LOGGER');
