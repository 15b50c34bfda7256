import { SetMetadata } from '@nestjs/common';
import type { Action, Resource } from '@flywheel/http/permissions';

/** The key under which a route's right is kept; a route without it stops the boot. */
export const permitKey = 'flywheel:permit';

/** Which object a request names and whose it is: `own('campaign', 'id')` reads the route parameter `id` as a campaign. */
export type OwnedObject = { readonly kind: 'account' | 'campaign' | 'creative' | 'creator' | 'ad'; readonly parameter: string };

/** The right a route needs. */
export type PermitMark = { readonly resource: string; readonly action: string; readonly object: OwnedObject | undefined };

/**
 * Names the right a route needs: a row of the permissions table. With `object`, the gate finds out whose the named object is and
 * answers 404 for someone else's; without, an own role is enough and the flow narrows its answer to the principal's accounts or creators.
 */
export function Permit<R extends Resource>(resource: R, action: Action<R>, object?: OwnedObject): MethodDecorator {
  return SetMetadata(permitKey, { resource, action, object } satisfies PermitMark);
}

/** Points `Permit` at the object that a route parameter names. */
export function own(kind: OwnedObject['kind'], parameter: string): OwnedObject {
  return { kind, parameter };
}
