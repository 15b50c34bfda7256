export { Admission } from './admission.ts';
export { decodeFtrl, encodeFtrl, hashFtrl } from './encode-ftrl.ts';
export { Encoder, type EncoderOptions } from './encoder.ts';
export { FactorisationMachine, usualFactorisation, type FactorisationOptions } from './factorisation-machine.ts';
export { chanceOf, createFtrl, Ftrl, mostInputs, usualFtrl, type FtrlOptions } from './ftrl.ts';
export { SlotAges } from './slot-ages.ts';
