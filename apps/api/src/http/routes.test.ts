import { Controller, Get, Post } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { Edge } from './edge.ts';
import { own, Permit, permitKey } from './permit.ts';
import { assertEveryRouteHasARow, listRoutes } from './routes.ts';

@Edge()
@Controller('v1/boots')
class Boots {
  @Get(':id')
  @Permit('campaigns', 'read', own('campaign', 'id'))
  read(): string {
    return 'boot';
  }

  @Post()
  create(): string {
    return 'boot';
  }
}

@Controller('v1/hats')
class Hats {
  @Get()
  read(): string {
    return 'hat';
  }
}
Reflect.defineMetadata(permitKey, { resource: 'hats', action: 'read' }, Hats.prototype.read);

describe('routes', () => {
  it('are read off the decorators, with their right and their half', () => {
    const [read] = listRoutes([Boots]);
    expect(read).toMatchObject({
      method: 'GET',
      path: '/v1/boots/:id',
      edge: true,
      mark: { resource: 'campaigns', object: { kind: 'campaign', parameter: 'id' } },
    });
  });

  it('stop the boot when they name no right, or one the table does not have', () => {
    expect(() => assertEveryRouteHasARow(listRoutes([Boots]))).toThrow('POST /v1/boots (Boots) without @Permit');
    expect(() => assertEveryRouteHasARow(listRoutes([Hats]))).toThrow('GET /v1/hats (Hats) hats.read');
  });
});
