export { CheckBooks } from './check-books.ts';
export { Reconcile, type ReadShown } from './reconcile.ts';
export { runView, ShowChecks, stepView } from './show-checks.ts';
