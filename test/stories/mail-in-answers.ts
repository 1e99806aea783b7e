import { TestApp } from '../support/app.js';
import { MAIL_IN, Outside, sendList } from '../support/mail-in.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';
import type { Caught } from '../support/sink.js';

export interface Person {
  id: string;
  name: string;
  address: string;
}

export let folkmoot: TestApp;
export let network: TestNetwork;
export let outside: Outside;

/** A network that anybody can write to. */
export async function opened(): Promise<void> {
  folkmoot = await TestApp.start(MAIL_IN);
  network = await foundNetwork(folkmoot);
  outside = await Outside.open(folkmoot);
}

let count = 0;
export async function person(name?: string, address?: string): Promise<Person> {
  count += 1;
  const who = { name: name ?? `Writer ${count}`, address: address ?? `writer${count}@example.org` };
  return { id: await network.addPerson(who.name, who.address), ...who };
}
export const answersCome = (where: 'folkmoot' | 'person') =>
  network.query(
    `update network set settings = jsonb_set(settings, '{mail}', jsonb_build_object('answers', $1::text)) where id = $2`,
    [where, network.id],
  );
export const digestTo = async (...people: Person[]): Promise<Caught[]> =>
  (await sendList(network, people)).taken;
export const status = async ({ id }: Person): Promise<string | undefined> => {
  const rows = await network.query<{ status: string }>(
    `select status from consent where person_id = $1 and purpose = 'digest' order by at desc limit 1`,
    [id],
  );
  return rows[0]?.status;
};
export const thread = async (subject: string) =>
  (
    await network.query<{ id: string; verified: boolean; person_id: string | null; folded: string | null }>(
      'select id, verified, person_id, folded from inbox_thread where subject = $1',
      [subject],
    )
  )[0];
