import { Injectable } from '@nestjs/common';
import { Command, type CommandInput } from '../command/index.js';
import { Db } from '../database/index.js';
import { Invalid } from '../errors/index.js';
import { foundingInput } from './founding.input.js';
import { Founding, type Founded } from './founding.service.js';

/** Networks from the command line: the operator's way in. */
@Injectable()
export class NetworkCommands {
  constructor(
    private readonly founding: Founding,
    private readonly db: Db,
  ) {}

  @Command({
    name: 'network create',
    about: 'Founds a network from one of the three models and invites its first co-ordinator',
    options: {
      slug: { value: 'S', required: true, about: 'short name in addresses' },
      name: { value: 'N', required: true, about: 'name on pages and in e-mails' },
      model: { value: 'northumberland|derbyshire|portsmouth', required: true, about: 'what it starts with' },
      coordinator: { value: 'EMAIL', required: true, about: 'address of the first co-ordinator' },
      'coordinator-name': { value: 'NAME', about: 'given and family name of the first co-ordinator' },
    },
  })
  async create({ options }: CommandInput): Promise<Founded> {
    const { 'coordinator-name': coordinatorName, ...given } = options;
    const read = foundingInput.safeParse({ ...given, coordinatorName });
    if (read.success) return this.founding.found(read.data);
    const problems = read.error.issues.map(({ path, message }) => [String(path[0]), message]);
    throw new Invalid(Object.fromEntries(problems) as Record<string, string>);
  }

  @Command({ name: 'network list', about: 'Lists the networks of this deployment' })
  async list(): Promise<{ id: string; slug: string; name: string }[]> {
    return this.db.query('select id, slug, name from network_all()');
  }
}
