import { createHash } from 'node:crypto';
import { SMTPServer } from 'smtp-server';

/** A relay that remembers what it took, and takes its time before and after it does. */
export class CrashSink {
  /** address → one entry for each time it was taken: { messageId, sha256 } */
  taken = new Map();
  /** The longest delay in milliseconds, before and after a message counts as taken. */
  delay = 0;
  #server;

  async open() {
    this.#server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      logger: false,
      onData: (stream, session, done) => void this.#take(stream, session, done),
    });
    this.#server.on('error', () => undefined);
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${this.#server.server.address().port}`;
  }

  close() {
    return new Promise((resolve) => this.#server.close(resolve));
  }

  get count() {
    return [...this.taken.values()].reduce((sum, times) => sum + times.length, 0);
  }

  async #take(stream, session, done) {
    const chunks = [];
    try {
      for await (const chunk of stream) chunks.push(chunk);
    } catch {
      return;
    }
    const bytes = Buffer.concat(chunks);
    const head = bytes.toString('latin1', 0, 4000);
    // Invitations and notices are no part of the edition.
    if (!/^list-id:/im.test(head)) return done();
    await this.#wait();
    const messageId = /^message-id: *(\S+)/im.exec(head)?.[1];
    const address = session.envelope.rcptTo[0].address.toLowerCase();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.taken.set(address, [...(this.taken.get(address) ?? []), { messageId, sha256 }]);
    // Taken, but the answer is late: whoever dies now cannot know.
    await this.#wait();
    done();
  }

  #wait() {
    return new Promise((resolve) => setTimeout(resolve, Math.random() * this.delay));
  }
}
