import { createHash, randomBytes } from 'node:crypto';
import { formToken, ROLES, type RoleName } from '../../src/core/access/index.js';
import { newId } from '../../src/core/database/index.js';
import type { TestApp } from './app.js';
import { type Visitor } from './visitor.js';

/** Somebody in a network, by their part in it. */
export interface CastMember {
  part: string;
  personId: string;
  accountId: string;
  address: string;
}

/** A network with one person for every role, and one whose role ended yesterday. */
export class Cast {
  private constructor(
    readonly folkmoot: TestApp,
    readonly slug: string,
    readonly networkId: string,
    readonly people: ReadonlyMap<string, CastMember>,
  ) {}

  /** Founds the network through the product's own command and adds the people. */
  static async found(folkmoot: TestApp, slug: string, model = 'derbyshire'): Promise<Cast> {
    const founded = await folkmoot.command<{ id: string; personId: string }>(
      'network',
      'create',
      '--slug',
      slug,
      '--name',
      `Network ${slug}`,
      '--model',
      model,
      '--coordinator',
      `coordinator@${slug}.example`,
    );
    const people = new Map<string, CastMember>();
    await folkmoot.db.inNetwork(founded.id, async () => {
      for (const role of [...Object.keys(ROLES), 'ended'].filter((one) => one !== 'coordinator')) {
        people.set(role, await add(folkmoot, slug, role as RoleName | 'ended'));
      }
      const row = await folkmoot.db.one<{ account_id: string }>(
        'select account_id from person where id = $1',
        [founded.personId],
      );
      people.set('coordinator', {
        part: 'coordinator',
        personId: founded.personId,
        accountId: row!.account_id,
        address: `coordinator@${slug}.example`,
      });
    });
    return new Cast(folkmoot, slug, founded.id, people);
  }

  /** A browser in which this person is signed in, with a session of its own. */
  async browser(part: string): Promise<Visitor & { token: string }> {
    const secret = randomBytes(32).toString('base64url');
    const { accountId } = this.people.get(part)!;
    await this.folkmoot.db.inNetwork(
      this.networkId,
      () =>
        this.folkmoot.db.query('insert into session (id_hash, account_id) values ($1, $2)', [
          sha256(secret),
          accountId,
        ]),
      accountId,
    );
    const visitor = this.folkmoot.visitor();
    visitor.cookies.set('folkmoot', secret);
    return Object.assign(visitor, { token: formToken(secret) });
  }

  /** An API token of this person. */
  async apiToken(part: string): Promise<string> {
    const token = `fm_${randomBytes(32).toString('base64url')}`;
    const { personId } = this.people.get(part)!;
    await this.folkmoot.db.inNetwork(this.networkId, () =>
      this.folkmoot.db.query(
        `insert into api_token (id, person_id, name, token_hash, expires_at) values ($1, $2, 'test', $3, app_now() + interval '1 day')`,
        [newId(), personId, sha256(token)],
      ),
    );
    return token;
  }
}

async function add(folkmoot: TestApp, slug: string, part: RoleName | 'ended'): Promise<CastMember> {
  const { db } = folkmoot;
  const address = `${part.replaceAll('_', '-')}@${slug}.example`;
  const account = await db.one<{ id: string }>('select account_ensure($1) as id', [address]);
  const personId = newId();
  await db.query('insert into person (id, given, family, account_id) values ($1, $2, $3, $4)', [
    personId,
    part,
    slug,
    account!.id,
  ]);
  await db.query(
    `insert into contact_point (id, person_id, kind, value, value_key) values ($1, $2, 'email', $3, $3)`,
    [newId(), personId, address],
  );
  const role = part === 'ended' ? 'coordinator' : part;
  const until = part === 'ended' ? 'app_now()::date' : 'null';
  if (role === 'member') await memberPart(folkmoot, personId, slug);
  else
    await db.query(
      `insert into role (id, person_id, role, valid_from, valid_to) values ($1, $2, $3, app_now()::date - 30, ${until})`,
      [newId(), personId, role],
    );
  return { part, personId, accountId: account!.id, address };
}

/** A member is whoever has a part at a member organisation. */
async function memberPart({ db }: TestApp, personId: string, slug: string): Promise<void> {
  const organisationId = newId();
  await db.query(
    `insert into organisation (id, reference, name, sort_name) values ($1, 'ORG-9000', $2, lower($2))`,
    [organisationId, `Playgroup ${slug}`],
  );
  await db.query(
    `insert into membership (id, organisation_id, state, valid_from) values ($1, $2, 'active', app_now()::date - 30)`,
    [newId(), organisationId],
  );
  await db.query(
    `insert into role (id, person_id, organisation_id, role, valid_from) values ($1, $2, $3, 'worker', app_now()::date - 30)`,
    [newId(), personId, organisationId],
  );
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
