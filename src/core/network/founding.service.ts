import { Injectable } from '@nestjs/common';
import { Actor } from '../access/index.js';
import { Audit } from '../audit/index.js';
import { Settings } from '../config/index.js';
import { Db, newId } from '../database/index.js';
import { Invalid } from '../errors/index.js';
import { Invitations } from './invitations.js';
import type { FoundingInput } from './founding.input.js';
import { MODELS } from './models.rules.js';
import { People } from './people.js';

/** A network that has just been founded, and how its first co-ordinator comes in. */
export interface Founded {
  id: string;
  slug: string;
  address: string;
  coordinator: string;
  personId: string;
  signIn: string;
}

/** Founding networks: the operator's act, by command line only. */
@Injectable()
export class Founding {
  constructor(
    private readonly db: Db,
    private readonly people: People,
    private readonly invitations: Invitations,
    private readonly audit: Audit,
    private readonly settings: Settings,
  ) {}

  /** Makes a network from its model with its first co-ordinator, and writes to them. @throws Invalid when the short name is taken */
  async found(input: FoundingInput): Promise<Founded> {
    const id = newId();
    const personId = await this.db.inNetwork(id, () => this.lay(id, input));
    const address = `${this.settings.baseUrl}/${input.slug}`;
    const signIn = `Open ${this.settings.baseUrl}/sign-in and type ${input.coordinator}; an invitation is on its way there, too.`;
    return { id, slug: input.slug, address, coordinator: input.coordinator, personId, signIn };
  }

  /**
   * Lays a network down within the current transaction, which is the network's own; returns the id of its first
   * co-ordinator. A `quiet` one writes to nobody. @throws Invalid when the short name is taken
   */
  async lay(id: string, input: FoundingInput, { quiet = false } = {}): Promise<string> {
    const { words, modules, districts } = MODELS[input.model];
    const { slug, name, model } = input;
    const settings = { contactEmail: input.coordinator };
    const made = await this.db.one<{ id: string | null }>('select network_make($1::jsonb) as id', [
      JSON.stringify({ id, slug, name, model, words, modules, settings }),
    ]);
    if (!made?.id)
      throw new Invalid({ slug: `“${slug}” is taken by another network. Choose another short name.` });
    for (const [position, { gss, name: called, kind }] of districts.entries()) {
      await this.db.query(
        'insert into district (id, gss, name, kind, position) values ($1, $2, $3, $4, $5)',
        [newId(), gss, called, kind, position],
      );
    }
    return this.#firstCoordinator(id, input, quiet);
  }

  async #firstCoordinator(networkId: string, input: FoundingInput, quiet: boolean): Promise<string> {
    const colleague = { ...nameOf(input.coordinatorName), email: input.coordinator };
    const personId = await this.people.add(colleague);
    const roleId = newId();
    await this.db.query(
      "insert into role (id, person_id, role, valid_from) values ($1, $2, 'coordinator', app_now()::date)",
      [roleId, personId],
    );
    if (!quiet) await this.invitations.send(roleId);
    const me = new Actor(networkId, personId, undefined, '', [], 'command line');
    await this.audit.record(
      me,
      'network.founded',
      { type: 'network', id: networkId },
      { model: input.model },
    );
    return personId;
  }
}

/** The last word is the family name; somebody unnamed is called after what they do. */
function nameOf(text: string): { given: string; family: string } {
  const parts = text.split(/\s+/).filter(Boolean);
  if (parts.length === 0) return { given: 'Co-ordinator', family: '' };
  return {
    given: parts.slice(0, -1).join(' ') || parts[0],
    family: parts.length > 1 ? parts[parts.length - 1] : '',
  };
}
