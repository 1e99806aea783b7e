import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MembersPersonalData } from '../../src/members/members.personal-data.js';
import { TestApp } from '../support/app.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';
import type { Visitor } from '../support/visitor.js';

const DAY = 86_400_000;

describe('Maureen and her own record', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let maureen: Visitor;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot);
    maureen = await network.signIn('member');
  });
  afterAll(() => folkmoot.stop());

  it('she sees it, with why she is written to', async () => {
    await maureen.open('/derbyshire/me');
    expect(maureen.heading()).toBe('Maureen Tideswell');
    expect(maureen.words()).toContain('maureen@example.org');
    expect(maureen.words()).toContain('You are its main contact');
    await maureen.follow('Everything we hold about you');
    expect(maureen.last.status).toBe(200);
  });

  it('she corrects it', async () => {
    await maureen.open('/derbyshire/me');
    await maureen.follow('Correct your record');
    await maureen.press('Save the record', {
      mobile: '07700 900 456',
      accessNeeds: 'Step-free rooms',
      share: 'yes',
    });
    expect(maureen.words()).toContain('07700 900 456');
    expect(maureen.words()).toContain('Yes, with members of the same districts');
    await maureen.follow('Correct your record');
    await maureen.press('Save the record', { mobile: 'ring me', given: '' });
    expect(maureen.problems()).toHaveLength(2);
  });

  it('nobody’s own page is somebody else’s', async () => {
    const una = await network.signIn('treasurer');
    await una.open('/derbyshire/me');
    expect(una.heading()).toBe('Una Marsh');
    expect(una.words()).toContain('Treasurer');
    expect((await una.open(`/derbyshire/people/${network.people.member.id}`)).status).toBe(403);
  });

  it('after a year she is asked to check it, and says that it is right', async () => {
    await maureen.open('/derbyshire');
    expect(maureen.words()).not.toContain('check that your record');
    folkmoot.clock.moveTo(new Date(folkmoot.clock.now().getTime() + 366 * DAY));
    maureen = await network.signIn('member');
    await maureen.open('/derbyshire');
    await maureen.follow('Please check that your record is still right');
    await maureen.press('It is all right');
    await maureen.open('/derbyshire');
    expect(maureen.words()).not.toContain('check that your record');
  });

  it('she stops the digest and asks for it again; from then on it rests on her consent', async () => {
    await maureen.open('/derbyshire/me/preferences');
    await maureen.press('Save my choice', { digest: 'none' });
    expect(maureen.words()).toContain('Has asked not to get it');
    expect(maureen.words()).not.toContain('Basis');
    await maureen.follow('Choose what you are sent');
    await maureen.press('Save my choice', { digest: 'weekly' });
    expect(maureen.words()).toContain('They have asked for it');
  });

  describe('and her e-mail address', () => {
    const linkIn = (text: string | undefined) =>
      new URL(/https?:\S+\/address\/\S+/.exec(text ?? '')![0]).pathname;

    it('is changed only when she presses the link that went to the new one', async () => {
      await maureen.open('/derbyshire/me');
      await maureen.follow('Change your e-mail address');
      await maureen.press('Send the link', { email: 'maureen@new.example.org' });
      expect(maureen.words()).toContain('maureen@example.org');
      const [letter] = await folkmoot.deliver();
      expect(letter.to).toBe('maureen@new.example.org');
      const link = linkIn(letter.mail.text);
      const scanner = folkmoot.visitor();
      for (let n = 0; n < 5; n++) await scanner.open(link);
      await scanner.raw('HEAD', link);
      expect((await maureen.open('/derbyshire/me')).status).toBe(200);
      expect(maureen.words()).toContain('maureen@example.org');

      const elsewhere = folkmoot.visitor();
      await elsewhere.open(link);
      await elsewhere.press('Use this address');
      expect(elsewhere.heading()).toBe('Your address is changed');
      const [told] = await folkmoot.deliver();
      expect([told.to, told.mail.subject]).toEqual([
        'maureen@example.org',
        'Your e-mail address was changed',
      ]);
      await maureen.open('/derbyshire/me');
      expect(maureen.last.path).toContain('/sign-in');
      expect((await elsewhere.open(link)).status).toBe(404);
      maureen = await folkmoot.signIn('maureen@new.example.org');
    });

    it('stays when the link is a day old, altered, or of another network', async () => {
      await maureen.open('/derbyshire/me/address');
      await maureen.press('Send the link', { email: 'third@example.org' });
      const [letter] = await folkmoot.deliver();
      const link = linkIn(letter.mail.text);
      const stranger = folkmoot.visitor();
      for (const altered of [
        link.slice(0, -2),
        `${link}A`,
        link.replace(/.(?=.{40}$)/, (c) => (c === 'A' ? 'B' : 'A')),
      ])
        expect((await stranger.open(altered)).status).toBe(404);
      await foundNetwork(folkmoot, { slug: 'portsmouth', model: 'portsmouth', mark: 'Solent' });
      expect((await stranger.open(link.replace('/derbyshire/', '/portsmouth/'))).status).toBe(404);
      expect((await stranger.open(link)).status).toBe(200);
      folkmoot.clock.moveTo(new Date(folkmoot.clock.now().getTime() + DAY + 1000));
      expect((await stranger.open(link)).status).toBe(404);
      expect((await stranger.raw('POST', link)).status).toBe(404);
    });
  });

  it('when she asks to be forgotten, nothing of her is left but what others need', async () => {
    const { id } = network.people.member;
    await network.inside(async () => {
      const data = folkmoot.app.get(MembersPersonalData);
      expect((await data.about(id)).map(({ heading, rows }) => [heading, rows.length > 0])).toEqual([
        ['Your record', true],
        ['How you are reached', true],
        ['Your roles', true],
        ['What you said about being written to', true],
        ['How you want to be written to', true],
        ['Changes to your record', true],
      ]);
      await data.erase(id);
    });
    for (const table of [
      'person',
      'contact_point',
      'change',
      'role',
      'consent',
      'audit_event',
      'organisation',
    ]) {
      const rows = JSON.stringify(await network.query(`select * from ${table}`));
      expect([table, /maureen|tideswell|900 456|step-free/i.test(rows)]).toEqual([table, false]);
    }
    const rosa = await network.signIn('representative');
    expect((await rosa.open(`/derbyshire/people/${id}`)).status).toBe(404);
    await rosa.open('/derbyshire/search?q=tideswell');
    expect(rosa.words()).toContain('Nothing found');
  });
});
