export { createClient, type Answer, type ClientOptions } from './client.ts';
export { judge, permissions, type Grantee } from './permissions.ts';
export { AppProblem, problemCatalogue, type Problem, type ProblemCode } from './problems.ts';
export type { HeldRole, Principal, Role, Scope } from './roles.ts';
