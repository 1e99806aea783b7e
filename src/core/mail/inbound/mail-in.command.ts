import { Injectable } from '@nestjs/common';
import { Command, type CommandInput } from '../../command/index.js';
import { Settings } from '../../config/index.js';
import { addressesIn, fieldsOf } from './mail-read.rules.js';
import { Door, MailRefused } from './door.js';

/** Exit codes of sysexits.h, as mail servers read them: anything that is not a refusal means: keep it, try again. */
const TRY_AGAIN = 75;
const MEGABYTE = 1_000_000;
/** Where a mail server says to whom it delivers, the surest first; To and Cc only of what came to nobody else. */
const ENVELOPE_TO = ['x-original-to', 'delivered-to', 'envelope-to', 'x-envelope-to'];

/** The pipe for mail servers: one message on standard input. */
@Injectable()
export class MailInCommand {
  constructor(
    private readonly door: Door,
    private readonly settings: Settings,
  ) {}

  @Command({
    name: 'mail in',
    about: 'Takes one message from standard input, for a mail server’s pipe; exit codes of sysexits.',
    options: {
      from: { value: 'ADDRESS', about: 'the envelope sender; <> is the null sender' },
      to: { value: 'ADDRESS', about: 'the envelope recipient, or several with commas between' },
    },
    ownTransactions: true,
  })
  async take({ options, say }: CommandInput): Promise<undefined> {
    try {
      const bytes = await readAll(process.stdin, this.settings.FOLKMOOT_MAIL_IN_MEGABYTES * MEGABYTE);
      await this.door.take({ ...envelopeOf(bytes, options), bytes, via: 'pipe' });
    } catch (error) {
      say((error as Error).message);
      process.exitCode = error instanceof MailRefused ? error.exit : TRY_AGAIN;
    }
  }
}

/** Returns the envelope: from the options, or as the last mail server has written it into the header. */
export function envelopeOf(
  bytes: Buffer,
  { from, to }: Record<string, string>,
): { from: string; to: string[] } {
  // Some servers hand over a line of the mbox format first.
  const head = bytes
    .subarray(0, 65_536)
    .toString('latin1')
    .replace(/^From [^\n]*\n/, '');
  const fields = fieldsOf(head.split(/\r?\n\r?\n/, 1)[0]);
  const first = (name: string) => fields.find(([key]) => key === name)?.[1];
  const sender = from ?? first('return-path') ?? '';
  const told = ENVELOPE_TO.map(first).find((value) => value !== undefined);
  const named = fields.filter(([key]) => key === 'to' || key === 'cc').map(([, value]) => value);
  const recipients = addressesIn(to ?? told ?? named.join(','));
  return { from: addressesIn(sender)[0] ?? '', to: recipients };
}

async function readAll(stream: AsyncIterable<Buffer | string>, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= most) chunks.push(bytes);
  }
  if (size > most) throw new MailRefused(552, '5.3.4', 65, 'The message is larger than we take.');
  if (size === 0) throw new MailRefused(554, '5.6.0', 65, 'There is no message on standard input.');
  return Buffer.concat(chunks);
}
