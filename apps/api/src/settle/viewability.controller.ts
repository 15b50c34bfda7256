import { Controller, Get, Header } from '@nestjs/common';
import { Edge } from '../http/edge.ts';
import { Permit } from '../http/permit.ts';
import { viewabilityScript } from './viewability-script.ts';

@Edge()
@Controller()
export class ViewabilityController {
  /** The script that a publisher's page loads to have its ads measured; no origin is asked for, nothing is stored. */
  @Get('viewability.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cache-control', 'public, max-age=3600')
  @Header('cross-origin-resource-policy', 'cross-origin')
  @Permit('scripts', 'read')
  show(): string {
    return viewabilityScript;
  }
}
