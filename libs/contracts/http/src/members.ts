import { z } from 'zod';
import { scope } from './roles.ts';
import { heldRole, signUp } from './session.ts';

/** POST /v1/people (admin): a person with roles. Answers {person}. */
export const newPerson = signUp
  .pick({ email: true, password: true, displayName: true })
  .extend({ roles: z.array(heldRole).min(1).max(20) });

/** GET /v1/people (admin). */
export const peopleList = z.object({
  people: z.array(
    z.object({ person: z.string(), email: z.string(), displayName: z.string(), disabled: z.boolean(), roles: z.array(heldRole) }),
  ),
});
export type PeopleList = z.infer<typeof peopleList>;

/** POST /v1/keys (admin): answers {key, secret}; the secret is shown this once. `expiresAt` is ISO 8601 UTC. */
export const newKey = z.object({
  name: z.string().trim().min(1).max(120),
  scopes: z.array(scope).min(1),
  expiresAt: z.iso.datetime().optional(),
});

/** GET /v1/keys (admin). */
export const keyList = z.object({
  keys: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      scopes: z.array(z.string()),
      expiresAt: z.string().nullable(),
      revoked: z.boolean(),
      lastUsedAt: z.string().nullable(),
    }),
  ),
});
export type KeyList = z.infer<typeof keyList>;
