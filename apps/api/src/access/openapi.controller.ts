import { Controller, Get, Inject, type Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { describeApi } from '../http/openapi.ts';
import { listRoutes } from '../http/routes.ts';
import { Permit } from '../http/permit.ts';

@Controller('openapi.json')
export class OpenapiController {
  private readonly modules: ModulesContainer;

  constructor(@Inject(ModulesContainer) modules: ModulesContainer) {
    this.modules = modules;
  }

  /** Every endpoint this process serves, as OpenAPI 3.1, read off the routes themselves. */
  @Get()
  @Permit('openapi', 'read')
  read(): object {
    const controllers = [...this.modules.values()].flatMap((module) =>
      [...module.controllers.values()].map((each) => each.metatype as Type),
    );
    return describeApi(listRoutes(controllers));
  }
}
