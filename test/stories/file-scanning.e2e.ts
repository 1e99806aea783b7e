import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/core/database/index.js';
import { TestApp } from '../support/app.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';
import { pdf } from '../support/pictures.js';
import type { Visitor } from '../support/visitor.js';

const VIRUS = 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE';

/** A scanner that speaks as clamd does, and knows one virus. */
async function scanner(): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => {
    let bytes = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (more) => {
      bytes = Buffer.concat([bytes, Buffer.from(more)]);
      const content = contentOf(bytes);
      if (content === undefined) return;
      const answer = content.includes(VIRUS) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0';
      socket.end(content.includes('NONSENSE') ? 'UNKNOWN COMMAND\0' : answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

/** What was sent, once the piece of length nought has come. */
function contentOf(bytes: Buffer): Buffer | undefined {
  const pieces: Buffer[] = [];
  const start = 'zINSTREAM\0'.length;
  for (let at = start; at + 4 <= bytes.length;) {
    const size = bytes.readUInt32BE(at);
    if (size === 0) return Buffer.concat(pieces);
    pieces.push(bytes.subarray(at + 4, at + 4 + size));
    at += 4 + size;
  }
  return undefined;
}

describe('A deployment with a virus scanner', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let ada: Visitor;
  let clamd: { server: Server; port: number };
  const article = newId();

  beforeAll(async () => {
    clamd = await scanner();
    folkmoot = await TestApp.start({
      FOLKMOOT_CLAMD: `tcp://127.0.0.1:${clamd.port}`,
      FOLKMOOT_FILES_MB: '1',
      FOLKMOOT_LIMIT_UPLOAD: '6',
    });
    network = await foundNetwork(folkmoot);
    await network.query(`insert into article (id, kind, title, state) values ($1, 'news', 'Fund', 'ready')`, [
      article,
    ]);
    ada = await network.signIn('coordinator');
  });
  afterAll(async () => {
    await folkmoot.stop();
    clamd.server.close();
  });

  async function add(text: Buffer): Promise<void> {
    await ada.open(`/derbyshire/articles/${article}/files/new`);
    await ada.press('Add the file', { file: { name: 'plan.pdf', text } });
  }
  const kept = async () =>
    (await network.query<{ scan: string }>('select scan from file order by created_at')).map(
      ({ scan }) => scan,
    );

  it('keeps what is clean, and says no more of it', async () => {
    await add(Buffer.concat([pdf(), Buffer.alloc(200_000, 32), pdf()]));
    expect(ada.words()).toContain('plan.pdf (PDF, 200 kB)');
    expect(await kept()).toEqual(['clean']);
  });

  it('refuses what is not, and writes down that it was tried', async () => {
    await add(pdf(VIRUS));
    expect(ada.problems()).toEqual(['There is a virus in this file (Eicar-Test-Signature).']);
    expect(await kept()).toEqual(['clean']);
    expect(await network.query(`select details from audit_event where action = 'file.refused'`)).toHaveLength(
      1,
    );
  });

  it('holds no more than the network may have, in plain words', async () => {
    await add(Buffer.concat([pdf(), Buffer.alloc(900_000, 32), pdf()]));
    expect(ada.problems()[0]).toMatch(/^All files of the network together may have 1 MB/);
    expect(await kept()).toEqual(['clean']);
  });

  it('takes nothing in while the scanner cannot be asked', async () => {
    await add(pdf('NONSENSE'));
    expect(ada.problems()[0]).toMatch(
      /^Files are checked for viruses here, and just now that cannot be done/,
    );
    await new Promise((resolve) => clamd.server.close(resolve));
    await add(pdf());
    expect(ada.problems()[0]).toMatch(/^Files are checked for viruses here/);
    expect(await kept()).toEqual(['clean']);
  });

  it('counts what somebody sends in an hour, refused or not', async () => {
    await add(pdf());
    expect(ada.last.status).toBe(422);
    await add(pdf());
    expect(ada.last.status).toBe(429);
  });
});
