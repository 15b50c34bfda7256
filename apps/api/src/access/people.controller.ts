import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { CreatePerson } from '@flywheel/access';
import { Database } from '@flywheel/database';
import { listPeople } from '@flywheel/database/access';
import { newPerson, type PeopleList } from '@flywheel/http/members';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal, Role } from '@flywheel/http/roles';
import { parseBody } from '../http/parse.ts';
import { Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';

@Controller('v1/people')
export class PeopleController {
  private readonly database: Database;
  private readonly createPerson: CreatePerson;

  constructor(@Inject(Database) database: Database, @Inject(CreatePerson) createPerson: CreatePerson) {
    this.database = database;
    this.createPerson = createPerson;
  }

  @Get()
  @Permit('people', 'read')
  async list(): Promise<PeopleList> {
    const people = await listPeople(this.database.read);
    return { people: people.map((each) => ({ ...each, roles: each.roles.map((held) => ({ ...held, role: held.role as Role })) })) };
  }

  /** Adds a person with roles. */
  @Post()
  @Permit('people', 'write')
  async create(@Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<{ person: string }> {
    const { roles, ...wanted } = parseBody(newPerson, body);
    const held = roles.map(({ role, account, creator }) => ({ role, ...(account && { account }), ...(creator && { creator }) }));
    const result = await this.createPerson.run({ ...wanted, roles: held, actor: actorOf(principal), now: this.database.clock.now() });
    if (result.outcome === 'refused') throw new AppProblem('invalid', { field: result.field, detail: result.reason });
    return { person: result.person };
  }
}
