import { startSink, type Sink, type SinkManner } from './smtp-sink.js';
import type { Outcome } from '../../src/core/mail/relay/outcome.rules.js';
import { Relay, type RelayOptions } from '../../src/core/mail/relay/relay.js';

export const bytes = Buffer.from(
  'From: a@f.example\r\nSubject: s\r\n\r\n.A line that opens with a dot\r\n..\r\n.\r\nEnd\r\n',
);
export const envelope = { from: 'b+token@bounces.f.example', to: 'anne@example.org' };
const open = async (): Promise<boolean> => true;

/** What was opened for a test; `closeAll` belongs into its `afterEach`. */
export const stop: (() => Promise<unknown>)[] = [];

export async function closeAll(): Promise<void> {
  for (const one of stop.splice(0).reverse()) await one();
}

/** A relay client and the sink that it talks to. */
export async function pair(
  manner: SinkManner = {},
  options: Partial<RelayOptions> = {},
): Promise<[Relay, Sink]> {
  const sink = await startSink(manner);
  const relay = new Relay({ url: sink.url, connections: 2, ...options });
  stop.push(
    () => sink.close(),
    () => relay.close(),
  );
  return [relay, sink];
}

/** Sends one message through a gate that opens, unless told otherwise. */
export function post(relay: Relay, change: Partial<Parameters<Relay['send']>[0]> = {}): Promise<Outcome> {
  return relay.send({ envelope, bytes, gate: open, ...change });
}
