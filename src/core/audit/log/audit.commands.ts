import { Injectable } from '@nestjs/common';
import { permissionMatrix, Routes, type Permission, type RouteFacts } from '../../access/index.js';
import { Command } from '../../command/index.js';
import { Conflict } from '../../errors/index.js';
import { Audit } from '../audit.js';

/** What watches over the product from the command line. */
@Injectable()
export class AuditCommands {
  constructor(
    private readonly audit: Audit,
    private readonly routes: Routes,
  ) {}

  @Command({
    name: 'audit verify',
    about:
      'Checks that no sealed line of a network’s log has been changed; if one has, names the first and fails',
    inNetwork: true,
  })
  async verify(): Promise<{ rows: number; unsealed: number; whole: true }> {
    const { rows, unsealed, broken } = await this.audit.verify();
    if (broken) throw new Conflict(`The log is broken at line ${broken.seq}: ${broken.why}.`);
    return { rows, unsealed, whole: true };
  }

  @Command({ name: 'permissions', about: 'Lists every permission and the roles that have it' })
  async permissions(): Promise<(Permission & { permission: string })[]> {
    return permissionMatrix().map(([permission, facts]) => ({ permission, ...facts }));
  }

  @Command({ name: 'routes', about: 'Lists every address of the product and who may open it' })
  async list(): Promise<RouteFacts[]> {
    return this.routes.all();
  }
}
