import { Ajv, type ErrorObject } from 'ajv';
import { z } from 'zod';

/** Which field of a value a schema refuses: a dotted path, or '' for the value itself. */
export type SchemaFault = { readonly field: string };

// Lengths in code units, as the schemas' own language counts them: counting characters would walk every text.
const ajv = new Ajv({
  unicode: false,
  // It would tell at every start that counting so is not its usual way.
  logger: false,
  coerceTypes: false,
  removeAdditional: false,
  useDefaults: false,
  strict: false,
  validateFormats: false,
});

/** Compiles a zod schema once into a check that runs per item: undefined when the value fits, else the first fault. */
export function compileSchema(schema: z.ZodType): (value: unknown) => SchemaFault | undefined {
  const validate = ajv.compile(z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }));
  return (value) => (validate(value) ? undefined : { field: faultyField(validate.errors?.[0]) });
}

function faultyField(error: ErrorObject | undefined): string {
  if (!error) return '';
  const path = error.instancePath.slice(1).replaceAll('/', '.');
  const { missingProperty, additionalProperty } = error.params as { missingProperty?: string; additionalProperty?: string };
  const name = (missingProperty ?? additionalProperty ?? '').slice(0, 64);
  return [path, name].filter((part) => part !== '').join('.');
}
