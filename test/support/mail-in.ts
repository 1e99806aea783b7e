import { createConnection } from 'node:net';
import { createTransport } from 'nodemailer';
import { JobRunner } from '../../src/core/jobs/index.js';
import { MailListener } from '../../src/core/mail/inbound/index.js';
import { Post, shortLetter } from '../../src/core/mail/index.js';
import type { TestApp } from './app.js';
import type { TestNetwork } from './network.js';
import type { Caught } from './sink.js';
import type { Visitor } from './visitor.js';

/** Settings of a product that takes mail in on a free port. */
export const MAIL_IN = { FOLKMOOT_MAIL_IN_PORT: '0', FOLKMOOT_MAIL_DOMAIN: 'mail.example.net' };

/** What a mail server says of a message: its answer, or the refusal with its code. */
export interface Handed {
  code: number;
  answer: string;
}

/** A mail server on the internet that hands messages to the product over real SMTP. */
export class Outside {
  private constructor(
    readonly folkmoot: TestApp,
    readonly port: number,
  ) {}

  static async open(folkmoot: TestApp): Promise<Outside> {
    return new Outside(folkmoot, (await folkmoot.app.get(MailListener).open())!);
  }

  /** Hands over raw bytes with an envelope; '' is the null sender. */
  async hand(from: string, to: string | string[], raw: string | Buffer): Promise<Handed> {
    const transport = createTransport({ host: '127.0.0.1', port: this.port, ignoreTLS: true });
    try {
      const { response } = await transport.sendMail({ envelope: { from, to }, raw });
      return { code: Number(response.slice(0, 3)), answer: response };
    } catch (error) {
      const { responseCode = 0, response = '' } = error as { responseCode?: number; response?: string };
      return { code: responseCode, answer: response || (error as Error).message };
    } finally {
      transport.close();
    }
  }

  /** Somebody answers a message from their mail programme, at its Reply-To or From. */
  async answer(to: Caught, text: string, more: AnswerWish = {}): Promise<Handed> {
    const address = more.to ?? to.mail.replyTo?.[0].address ?? to.mail.from?.address ?? '';
    const from = more.from ?? to.to;
    return this.hand(from, address, letter({ ...more, from, to: address, answers: to.mail.messageId, text }));
  }

  /** Has the product look at what has come in. */
  async sort(): Promise<void> {
    await this.folkmoot.app.get(JobRunner).sweep('mail.sort');
  }

  /** An hour and more later the product decides about what came back. */
  async judge(): Promise<void> {
    const { clock } = this.folkmoot;
    clock.moveTo(new Date(clock.now().getTime() + 61 * 60_000));
    await this.folkmoot.app.get(JobRunner).sweep('mail.judge');
  }

  /** Speaks SMTP line by line; returns every answer. */
  async speak(...lines: string[]): Promise<string[]> {
    const socket = createConnection({ host: '127.0.0.1', port: this.port });
    const answers: string[] = [];
    let rest = '';
    for await (const chunk of socket) {
      rest += String(chunk);
      const whole = rest.split('\r\n').filter((line) => /^\d{3} /.test(line));
      if (whole.length <= answers.length) continue;
      answers.splice(0, answers.length, ...whole);
      if (lines.length === 0) socket.end();
      else socket.write(`${lines.shift()}\r\n`);
    }
    return answers;
  }
}

/** The co-ordinator's browser, however long ago the role was given: a second factor is another story's. */
export async function coordinatorOf(network: TestNetwork): Promise<Visitor> {
  const { id } = network.people.coordinator;
  const [{ account }] = await network.query<{ account: string }>(
    'select account_id as account from person where id = $1',
    [id],
  );
  const { db } = network.folkmoot;
  await db.inNetwork(
    network.id,
    () => db.query('update account set power_since = app_now() where id = $1', [account]),
    account,
  );
  return network.browserOf(id);
}

export interface AnswerWish {
  from?: string;
  name?: string;
  to?: string;
  subject?: string;
  headers?: string[];
}

let made = 0;

/** A plain letter as raw text. */
export function letter(
  wish: AnswerWish & { from: string; to: string; answers?: string; text: string },
): string {
  const { from, name, to, subject = 'Re: This week', headers = [], answers, text } = wish;
  made += 1;
  return [
    `From: ${name ? `"${name}" <${from}>` : from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: Fri, 20 Nov 2026 10:00:00 +0000`,
    `Message-ID: <made${made}@elsewhere.example>`,
    ...(answers ? [`In-Reply-To: ${answers}`, `References: ${answers}`] : []),
    ...headers,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
  ].join('\r\n');
}

/** A delivery status notification as raw text, as Postfix writes it. */
export function report(facts: {
  to: string;
  recipient: string;
  status: string;
  action?: string;
  diagnostic?: string;
  remote?: string;
  original?: string;
  messageId?: string;
}): string {
  const {
    action = 'failed',
    diagnostic = `550 ${facts.status} User unknown`,
    remote = 'mx.example.org',
  } = facts;
  made += 1;
  return `From: MAILER-DAEMON@relay.example (Mail Delivery System)
To: ${facts.to}
Subject: Undelivered Mail Returned to Sender
Message-ID: <dsn${made}@relay.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_${made}"

--=_${made}
Content-Type: text/plain; charset=utf-8

This is the mail system at host relay.example.

--=_${made}
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; ${facts.recipient}
${facts.original ? `Original-Recipient: rfc822;${facts.original}\n` : ''}Action: ${action}
Status: ${facts.status}
Remote-MTA: dns; ${remote}
Diagnostic-Code: smtp; ${diagnostic}

--=_${made}
Content-Type: text/rfc822-headers

Subject: This week
Message-ID: ${facts.messageId ?? '<somebody@else.example>'}

--=_${made}--
`.replace(/\n/g, '\r\n');
}

/** Sends a list letter to people of a network; returns what the sink took. */
export async function sendList(
  network: TestNetwork,
  people: { id: string; name: string; address: string }[],
  list = 'digest',
): Promise<{ letterId: string; taken: Caught[] }> {
  const { folkmoot } = network;
  const post = folkmoot.app.get(Post);
  const { letterId } = await network.inside(() =>
    post.freeze(
      {
        ...{ kind: list, list, subject: 'This week: news', fromName: 'The network', fromLocal: list },
        ...{ resend: 'ask' as const, sendAfter: folkmoot.clock.now(), mark: post.newMark() },
        replyTo: 'ada@example.org',
      },
      [shortLetter(['Good morning.', 'This is the news.'])],
      people.map(({ id, name, address }) => ({
        ...{ personId: id, readers: [id], name, address, pieces: [0], holes: {} },
        state: 'pending' as const,
      })),
    ),
  );
  const addresses = people.map(({ address }) => address);
  const taken = (await folkmoot.deliver()).filter(
    ({ to, mail }) => addresses.includes(to) && mail.subject === 'This week: news',
  );
  return { letterId, taken };
}
