import type { RangeView } from '#lib/api/range.ts';
import type { ScopeView } from '#lib/api/scope.ts';
import type { SessionView } from '@flywheel/http/session';
import type { WorldView } from '@flywheel/http/world';

declare global {
  namespace App {
    interface Locals {
      /** Where the api listens, as this process reaches it. */
      apiOrigin: string;
      session: SessionView | null;
      theme: 'system' | 'light' | 'dark';
    }
    interface PageData {
      session: SessionView | null;
      world: WorldView;
      theme: 'system' | 'light' | 'dark';
      /** Title shown in the top bar; every page sets it. */
      title?: string;
      /** Set by pages whose numbers cover a range; the top bar then shows the picker. */
      range?: RangeView;
      /** Currency of the page's amounts; USD unless said. */
      currency?: string;
      /** Whose numbers they are, and whose else the person may see. */
      scope?: ScopeView;
    }
    interface Error {
      message: string;
      code?: string;
      requestId?: string;
    }
    interface Platform {
      req: import('node:http').IncomingMessage;
    }
  }
}

export {};
