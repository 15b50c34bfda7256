import { z } from 'zod';
import { role } from './roles.ts';

/** POST /v1/session: signs a person in and sets the session cookie. */
export const signIn = z.object({ email: z.string().min(3).max(254), password: z.string().min(1).max(1024) });

/** The role tiles of a marked demo. */
export const demoTile = z.enum(['advertiser', 'creator', 'finance', 'operator', 'admin']);
export type DemoTile = z.infer<typeof demoTile>;

/** POST /v1/session/demo: signs in as the demo's person behind a tile; refused outside a marked demo. */
export const demoSignIn = z.object({ role: demoTile });

/** Eight characters at least, no other rule of composition (NIST SP 800-63B §5.1.1.2); well-known ones are refused later. */
const newPassword = z.string().min(8, 'a password has at least 8 characters').max(1024);
const email = z.email('this is not an e-mail address').max(254);

/** POST /v1/people/sign-up: a new advertiser: person, account, the roles owner and billing of it, and a session. */
export const signUp = z.object({
  email,
  password: newPassword,
  displayName: z.string().trim().min(1).max(120),
  company: z.string().trim().min(1).max(120),
  domain: z.string().trim().min(3).max(253),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'two capital letters (ISO 3166-1)')
    .optional(),
});
export type SignUpBody = z.infer<typeof signUp>;

/** POST /v1/people/bootstrap: the first admin of a live world, by the one-time link that its first start printed. */
export const bootstrap = z.object({
  token: z.string().min(20).max(200),
  email,
  password: newPassword,
  displayName: z.string().trim().min(1).max(120),
});
export type BootstrapBody = z.infer<typeof bootstrap>;

/** A role on the wire; `account` or `creator` is the id it is held for. */
export const heldRole = z.object({ role, account: z.string().optional(), creator: z.string().optional() });

const named = z.object({ id: z.string(), name: z.string() });

/** GET /v1/session, and the answer to every way of signing in; 401 `sign-in-needed` when nobody is signed in. */
export const sessionView = z.object({
  person: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  roles: z.array(z.object({ role, account: named.optional(), creator: named.optional() })),
});
export type SessionView = z.infer<typeof sessionView>;
