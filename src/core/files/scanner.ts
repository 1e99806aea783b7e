import { createConnection, type Socket } from 'node:net';
import { Injectable, Logger } from '@nestjs/common';
import { Settings } from '../config/index.js';
import { Invalid } from '../errors/index.js';

/** What is known about viruses in a file that was kept. */
export type Scan = 'clean' | 'not-scanned';

const PIECE = 64 * 1024;
const MOST_SILENCE = 30_000;

const AWAY =
  'Files are checked for viruses here, and just now that cannot be done. Nothing was kept. Please try again later.';

/** The scanner has found something; nothing of the file is kept. */
export class Infected extends Invalid {
  constructor(virus: string) {
    super({ file: `There is a virus in this file (${virus.slice(0, 60)}).` });
  }
}

/** Asks the virus scanner of the deployment, where it has one (clamd, command INSTREAM). */
@Injectable()
export class Scanner {
  readonly #log = new Logger('Scanner');

  constructor(private readonly settings: Settings) {}

  /** @throws Invalid when something was found, and when the scanner that should be asked cannot be */
  async scan(bytes: Buffer): Promise<Scan> {
    const where = this.settings.FOLKMOOT_CLAMD;
    if (!where) return 'not-scanned';
    const answer = await ask(where, bytes).catch((error: unknown) => {
      this.#log.error({ err: error }, 'The virus scanner cannot be asked');
      return '';
    });
    if (/^stream: OK$/.test(answer)) return 'clean';
    const found = /^stream: (.+) FOUND$/.exec(answer)?.[1];
    if (found) throw new Infected(found);
    if (answer) this.#log.error(`The virus scanner answered: ${answer.slice(0, 200)}`);
    throw new Invalid({ file: AWAY });
  }
}

/** Sends the bytes in pieces, each behind its length, and returns the one line that comes back. */
async function ask(where: string, bytes: Buffer): Promise<string> {
  const url = new URL(where);
  const socket =
    url.protocol === 'unix:'
      ? createConnection(url.pathname)
      : createConnection(Number(url.port), url.hostname);
  try {
    const answer = answerOf(socket);
    socket.write('zINSTREAM\0');
    for (let at = 0; at < bytes.length; at += PIECE) {
      const piece = bytes.subarray(at, at + PIECE);
      socket.write(lengthOf(piece.length));
      socket.write(piece);
    }
    socket.write(lengthOf(0));
    return await answer;
  } finally {
    socket.destroy();
  }
}

function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const done = () => resolve(text.replace(/\0.*$/s, '').trim());
    socket.setEncoding('utf8');
    socket.setTimeout(MOST_SILENCE, () => socket.destroy(new Error('The virus scanner is silent.')));
    socket.on('data', (more: string) => {
      text += more;
      if (text.includes('\0')) done();
    });
    socket.on('end', done);
    socket.on('error', reject);
    socket.on('close', done);
  });
}

function lengthOf(size: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(size);
  return bytes;
}
