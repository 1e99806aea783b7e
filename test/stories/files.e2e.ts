import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { newId } from '../../src/core/database/index.js';
import { TestApp } from '../support/app.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';
import { pdf, photograph } from '../support/pictures.js';
import type { Visitor } from '../support/visitor.js';

const SAMPLES = join(process.env.FOLKMOOT_SHARED_DATA ?? '../shared/data', 'hardening/uploads.json');

interface Sample {
  name: string;
  declared_type: string;
  body: string;
  decision: 'accept' | 'reject' | 'review';
  why: string;
}

describe('Files of an article', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let ada: Visitor;
  let article: string;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot);
    article = await write('Holiday fund', 'ready');
    ada = await network.signIn('coordinator');
  });
  afterAll(() => folkmoot.stop());

  const path = (...parts: string[]) => ['/derbyshire', ...parts].join('/');

  async function write(title: string, state: 'ready' | 'draft'): Promise<string> {
    const id = newId();
    await network.query(`insert into article (id, kind, title, state) values ($1, 'news', $2, $3)`, [
      ...[id, title, state],
    ]);
    return id;
  }

  const count = async (): Promise<number> =>
    Number((await network.query<{ n: string }>('select count(*) as n from file'))[0].n);

  async function add(name: string, text: Buffer, alt = ''): Promise<void> {
    await ada.open(path('articles', article, 'files/new'));
    await ada.press('Add the file', { file: { name, text }, alt });
  }

  const hrefOf = (words: string): string =>
    ada.last.page
      .querySelectorAll('main a')
      .find((one) => one.text.includes(words))!
      .getAttribute('href')!;

  it('are added without a script, and named with what they are and how large', async () => {
    await ada.open(path('articles', article));
    await ada.follow('Files');
    expect(ada.words()).toContain('None. In e-mails they go out as links');
    await ada.follow('Add a file');
    await ada.press('Add the file', { file: { name: 'Ŵythnos – “plan”.PDF', text: pdf() } });
    expect(ada.words()).toContain('“Ŵythnos – “plan”.pdf” is with the article now.');
    expect(ada.words()).toContain('Ŵythnos – “plan”.pdf (PDF, 1 kB, not scanned for viruses)');
    await ada.open(path('articles', article));
    expect(ada.words()).toContain('(PDF, 1 kB, not scanned for viruses)');
  });

  it('come back as an attachment that no browser runs, under their own name', async () => {
    const href = hrefOf('plan');
    expect(href).toMatch(/^\/derbyshire\/files\/[0-9a-f-]{36}\/wythnos-plan\.pdf$/);
    const answer = await ada.raw('GET', href);
    const said = (name: string) => answer.headers.get(name);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(pdf());
    expect(said('content-type')).toBe('application/pdf');
    expect(said('x-content-type-options')).toBe('nosniff');
    expect(said('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(said('content-disposition')).toBe(
      `attachment; filename="_ythnos _ _plan_.pdf"; filename*=UTF-8''%C5%B4ythnos%20%E2%80%93%20%E2%80%9Cplan%E2%80%9D.pdf`,
    );
    const held = { 'if-none-match': said('etag')!, 'cache-control': 'max-age=0' };
    const again = await ada.raw('GET', href, undefined, held);
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('may have up to 10 MB, in pieces of 1 MiB', async () => {
    const large = Buffer.concat([pdf(), Buffer.alloc(3 * 1024 * 1024, 32), Buffer.from('%%EOF')]);
    await add('large.pdf', large);
    const [{ sizes }] = await network.query<{ sizes: number[] }>(
      `select array_agg(octet_length(b.bytes) order by number) as sizes from file_blob b join file f on f.id = b.file_id where f.name = 'large.pdf'`,
    );
    expect(sizes.length).toBe(4);
    const answer = await ada.raw('GET', hrefOf('large.pdf'));
    expect(Buffer.from(await answer.arrayBuffer()).equals(large)).toBe(true);
    const before = await count();
    await add('larger.pdf', Buffer.concat([pdf(), Buffer.alloc(10 * 1024 * 1024, 32), pdf()]));
    expect(ada.last.status).toBe(413);
    expect(await count()).toBe(before);
  });

  it('are pictures only with words for those who cannot see them, and a refused form keeps its answers', async () => {
    const before = await count();
    await add('summer.jpg', await photograph());
    expect(ada.last.status).toBe(422);
    expect(ada.problems()).toEqual(['Say in words what the picture shows, for those who cannot see it.']);
    await add('summer.png', await photograph(), 'Children plant a tree');
    expect(ada.problems()).toEqual(['The name of this file ends in .png, but what is in it is no PNG.']);
    expect(ada.last.page.querySelector('textarea[name=alt]')!.text.trim()).toBe('Children plant a tree');
    await ada.open(path('articles', article, 'files/new'));
    await ada.press('Add the file', {});
    expect(ada.problems()).toEqual(['Choose a file.']);
    expect(await count()).toBe(before);
  });

  it('are pictures drawn anew: upright, not too large, without the place where they were taken', async () => {
    const taken = await photograph(3000, 1500);
    expect(taken.includes('MARKER')).toBe(true);
    await add('IMG_0001.JPG', Buffer.concat([taken, Buffer.from('<script>alert(1)</script>')]), 'A tree');
    expect(ada.words()).toContain('Shows: A tree');
    const answer = await ada.raw('GET', hrefOf('IMG_0001'));
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get('content-disposition')).toMatch(/^inline; filename="IMG_0001.jpg"/);
    expect(bytes.includes('MARKER') || bytes.includes('Exif') || bytes.includes('<script>')).toBe(false);
    const { width, height, exif } = await sharp(bytes).metadata();
    expect([width, height, exif]).toEqual([1000, 2000, undefined]);
  });

  it('are HEIC pictures of telephones, kept as JPEG', async () => {
    await add('IMG_7.HEIC', readFileSync('test/data/files/phone.heic'), 'Colours');
    expect(ada.problems()).toEqual([]);
    const answer = await ada.raw('GET', hrefOf('IMG_7.jpg'));
    const { width, height, format } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
    expect([width, height, format]).toEqual([64, 48, 'jpeg']);
    const before = await count();
    await add('broken.heic', readFileSync('test/data/files/phone.heic').subarray(0, 700), 'Nothing');
    expect(ada.problems()[0]).toMatch(/^This picture cannot be read/);
    expect(await count()).toBe(before);
  });

  it('change their order, their words, and go, without a script', async () => {
    await ada.open(path('articles', article, 'files'));
    const names = () =>
      ada.last.page
        .querySelectorAll('main li a')
        .map((one) => one.text)
        .filter((one) => /\./.test(one));
    const before = names().filter((one) => !one.includes(':'));
    await ada.press('Move down: ');
    const after = names().filter((one) => !one.includes(':'));
    expect(after).toEqual([before[1], before[0], ...before.slice(2)]);
    await ada.follow('Describe it anew');
    await ada.press('Save', { alt: 'Two children plant a tree' });
    expect(ada.words()).toContain('Shows: Two children plant a tree');
    const gone = hrefOf('large.pdf');
    await ada.press('Remove: large.pdf');
    expect((await ada.raw('GET', gone)).status).toBe(404);
    expect(
      await network.query(
        'select 1 from file_blob b left join file f on f.id = b.file_id where f.id is null',
      ),
    ).toEqual([]);
  });

  it('have one picture among them, which takes the place of the last', async () => {
    for (const words of ['A barn', 'A bigger barn']) {
      await ada.open(path('articles', article, 'picture'));
      await ada.press('Save the picture', {
        file: { name: 'barn.jpg', text: await photograph() },
        alt: words,
      });
    }
    expect(ada.last.page.querySelectorAll('main img').map((one) => one.getAttribute('alt'))).toEqual([
      'A bigger barn',
    ]);
    await ada.open(path('articles', article));
    expect(ada.last.page.querySelector('main img')!.getAttribute('alt')).toBe('A bigger barn');
    await ada.open(path('articles', article, 'picture'));
    await ada.press('Save the picture', { file: { name: 'a.pdf', text: pdf() }, alt: 'x' });
    expect(ada.problems()).toEqual(['Choose a JPEG, PNG or HEIC picture.']);
  });

  it('are nobody’s who may not read the article: as if they were not there', async () => {
    const draft = article;
    article = await write('A secret', 'draft');
    await add('secret.pdf', pdf('secret'));
    const href = hrefOf('secret.pdf');
    article = draft;
    const maureen = await network.signIn('member');
    const leeds = await foundNetwork(folkmoot, { slug: 'leeds', mark: 'LEEDS' });
    const elsewhere = await leeds.signIn('coordinator');
    for (const [who, at] of [
      [maureen, href],
      [elsewhere, href],
      [elsewhere, href.replace('derbyshire', 'leeds')],
      [ada, href.replace('secret.pdf', 'other.pdf')],
      [ada, href.replace(/files\/[^/]+/, `files/${newId()}`)],
    ] as const)
      expect((await who.raw('GET', at)).status).toBe(404);
    const stranger = folkmoot.visitor();
    for (const at of [href, href.replace(/files\/[^/]+/, `files/${newId()}`)]) {
      const answer = await stranger.raw('GET', at);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in']);
    }
    await ada.open(path('articles', article, 'files'));
    const open = hrefOf('plan');
    expect((await maureen.raw('GET', open)).status).toBe(200);
    expect((await maureen.open(path('articles', article, 'files'))).status).toBe(404);
    const token = ada.last.page.querySelector('input[name=_token]')!.getAttribute('value')!;
    expect(token).not.toBe('');
    await maureen.open(path('me'));
    const hers = maureen.last.page.querySelector('input[name=_token]')!.getAttribute('value')!;
    const removal = path('articles', article, 'files', open.split('/')[3], 'removal');
    expect((await maureen.raw('POST', removal, `_token=${hers}`)).status).toBe(403);
  });

  it('go out with the digest as links, with what they are and how large', async () => {
    const source = folkmoot.app.get(
      (await import('../../src/digest/articles/article.digest.js')).ArticlesForDigest,
    );
    const items = await network.inside(() => source.itemsFor());
    const item = items.find(({ title }) => title === 'Holiday fund')!;
    expect(item.picture).toMatchObject({
      alt: 'A bigger barn',
      href: expect.stringMatching(/^\/files\/.*\/barn\.jpg$/),
    });
    expect(item.attachments).toContainEqual({
      name: 'Ŵythnos – “plan”.pdf',
      type: 'application/pdf',
      bytes: pdf().length,
      href: expect.stringMatching(/^\/files\/.*\/wythnos-plan\.pdf$/),
    });
  });

  (existsSync(SAMPLES) ? describe : describe.skip)('of the samples that attack readers or the host', () => {
    const { cases } = existsSync(SAMPLES)
      ? (JSON.parse(readFileSync(SAMPLES, 'utf8')) as { cases: Sample[] })
      : { cases: [] as Sample[] };
    const lists = cases.filter(({ name }) => name.endsWith('.csv'));
    const others = cases.filter(({ name }) => !name.endsWith('.csv'));

    it.each(others.map((one, at) => ({ ...one, title: `${at + 1} ${one.why}` })))(
      '$title: $decision',
      async ({ name, body, decision }) => {
        article = await write('Samples', 'ready');
        const before = await count();
        await add(name, Buffer.from(body, 'base64'), 'A sample');
        expect(ada.last.status < 500).toBe(true);
        expect((await count()) - before).toBe(decision === 'accept' ? 1 : 0);
        if (decision === 'reject') return expect(ada.words()).toMatch(/There is a problem|could not read/);
        const href = ada.last.page.querySelector('main li a')!.getAttribute('href')!;
        const answer = await ada.raw('GET', href);
        const bytes = Buffer.from(await answer.arrayBuffer());
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
        expect(bytes.includes('<script>')).toBe(false);
        expect(answer.headers.get('content-disposition')).toMatch(
          /^(?:inline|attachment); filename="[^"\\/]*"; filename\*=UTF-8''[^;"\\/]*$/,
        );
      },
    );

    it.each(lists.map((one, at) => ({ ...one, title: `list ${at + 1}, ${one.why}` })))(
      '$title: no file, and to the import never half read',
      async ({ name, body }) => {
        const before = await count();
        await add(name, Buffer.from(body, 'base64'), 'A sample');
        expect(ada.problems()[0]).toMatch(/^We cannot take \.csv files/);
        expect(await count()).toBe(before);
        await ada.open(path('members/import'));
        await ada.press('See what it would do', {
          file: { name, text: Buffer.from(body, 'base64') },
          basis: 'membership',
        });
        expect(ada.last.status < 500).toBe(true);
        expect(ada.words()).toMatch(/There is a problem|Nothing has been written/);
        expect(
          await network.query(
            `select 1 from contact_point where value_key like '%u0@%' or value_key like 'a@%'`,
          ),
        ).toEqual([]);
      },
    );
  });
});
