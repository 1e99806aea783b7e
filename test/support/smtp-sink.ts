import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A message as a sink took it: the envelope and the bytes between DATA and the dot. */
export type Taken = { from: string; to: string; bytes: Buffer };

/** What a sink does with a message it has read to the final dot; an Error is a refusal, with its `responseCode`. */
export type Verdict = 'take' | 'drop' | 'hang' | Error;

/** A real SMTP server on the loopback address that keeps what it takes and can be told to misbehave. */
export type Sink = {
  url: string;
  taken: Taken[];
  /** Connections greeted so far. */
  greeted: () => number;
  /** Connections open now. */
  open: () => number;
  /** Cuts every connection, as a relay that dies does. */
  drop: () => void;
  close: () => Promise<void>;
};

/** How a sink answers; by default it takes everything. `onBytes` is called when the first bytes of a message come. */
export type SinkManner = {
  options?: SMTPServerOptions;
  onRecipient?: (to: string) => Error | undefined;
  onBytes?: (to: string) => void;
  onMessage?: (message: Taken) => Verdict | Promise<Verdict>;
};

/** Returns a refusal with a reply code, such as `reply(451, 'Greylisted')`. */
export function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

/** Starts a sink on a free port. */
export async function startSink(manner: SinkManner = {}): Promise<Sink> {
  const taken: Taken[] = [];
  let greeted = 0;
  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    hideSTARTTLS: true,
    logger: false,
    onConnect: (_session, callback) => {
      greeted += 1;
      callback();
    },
    onRcptTo: ({ address }, _session, callback) => callback(manner.onRecipient?.(address)),
    onData: (stream, session, callback) => {
      const { mailFrom, rcptTo } = session.envelope;
      const message = { from: mailFrom ? mailFrom.address : '', to: rcptTo[0]?.address ?? '' };
      const chunks: Buffer[] = [];
      stream.once('data', () => manner.onBytes?.(message.to));
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const whole = { ...message, bytes: Buffer.concat(chunks) };
        void Promise.resolve(manner.onMessage?.(whole) ?? 'take').then((verdict) => {
          if (verdict === 'take') taken.push(whole);
          if (verdict === 'take' || verdict instanceof Error) callback(verdict === 'take' ? null : verdict);
          if (verdict === 'drop') drop();
        });
      });
    },
    ...manner.options,
  });
  const sockets = new Set<{ destroy(): void }>();
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const drop = (): void => sockets.forEach((socket) => socket.destroy());
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    greeted: () => greeted,
    open: () => sockets.size,
    drop,
    close: async () => {
      drop();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}
