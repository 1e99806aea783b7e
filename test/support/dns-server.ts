import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

const TYPES = { 1: 'A', 12: 'PTR', 15: 'MX', 16: 'TXT', 28: 'AAAA' } as const;
type Type = (typeof TYPES)[keyof typeof TYPES];

/** What one name server knows: `TXT example.org` and its values. `silent` gets no answer, `broken` SERVFAIL. */
export type Zone = Record<string, string[] | 'silent' | 'broken'>;

/** A name server on the loopback address that answers from a table (RFC 1035), and notes what it was asked. */
export class DnsServer {
  readonly asked: string[] = [];
  zone: Zone = {};
  #socket?: Socket;

  /** Returns the address for FOLKMOOT_DNS_SERVERS. */
  async open(): Promise<string> {
    const socket = createSocket('udp4');
    this.#socket = socket;
    socket.on('message', (message, from) => this.#answer(socket, message, from));
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(socket.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => (this.#socket ? this.#socket.close(() => resolve()) : resolve()));
  }

  #answer(socket: Socket, message: Buffer, from: RemoteInfo): void {
    let at = 12;
    const labels: string[] = [];
    for (let length = message[at]; length > 0; length = message[at]) {
      labels.push(message.toString('latin1', at + 1, at + 1 + length));
      at += 1 + length;
    }
    const number = message.readUInt16BE(at + 1);
    const question = message.subarray(12, at + 5);
    const name = labels.join('.').toLowerCase();
    const key = `${TYPES[number as keyof typeof TYPES] ?? number} ${name}`;
    this.asked.push(key);
    const known = this.zone[key];
    if (known === 'silent') return;
    const values = Array.isArray(known) ? known : [];
    const isNowhere = !known && !Object.keys(this.zone).some((one) => one.endsWith(` ${name}`));
    const code = known === 'broken' ? 2 : isNowhere ? 3 : 0;
    const head = Buffer.alloc(12);
    message.copy(head, 0, 0, 2);
    head.writeUInt16BE(0x8180 | code, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(values.length, 6);
    const answers = values.map((value) => {
      const data = coded(TYPES[number as keyof typeof TYPES], value);
      const fixed = Buffer.alloc(12);
      fixed.writeUInt16BE(0xc00c, 0);
      fixed.writeUInt16BE(number, 2);
      fixed.writeUInt16BE(1, 4);
      fixed.writeUInt16BE(data.length, 10);
      return Buffer.concat([fixed, data]);
    });
    socket.send(Buffer.concat([head, question, ...answers]), from.port, from.address);
  }
}

function coded(type: Type, value: string): Buffer {
  if (type === 'A') return Buffer.from(value.split('.').map(Number));
  if (type === 'AAAA')
    return Buffer.from(
      value
        .split(':')
        .map((part) => part.padStart(4, '0'))
        .join(''),
      'hex',
    );
  if (type === 'MX') return Buffer.concat([Buffer.from([0, 10]), nameBytes(value)]);
  if (type === 'PTR') return nameBytes(value);
  const pieces = value.match(/[\s\S]{1,255}/g) ?? [''];
  return Buffer.concat(
    pieces.map((piece) => Buffer.concat([Buffer.from([piece.length]), Buffer.from(piece, 'latin1')])),
  );
}

function nameBytes(name: string): Buffer {
  const labels = name
    .split('.')
    .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  return Buffer.concat([...labels, Buffer.from([0])]);
}
