import type { Socket } from 'node:net';
import type { Reply } from './outcome.rules.js';

/** Characters of an unfinished reply beyond which the other side cannot mean well. */
const LONGEST = 64 * 1024;
const LINE = /^(\d{3})(?:([- ])(.*))?$/s;

/** The two ends of a promise. */
type Waiting = { resolve: (reply: Reply) => void; reject: (error: Error) => void };

/**
 * One connection to a mail server as it is on the wire: commands go out, replies come in, in order (RFC 5321 section
 * 4.2). Knows nothing of what they mean.
 */
export class Wire {
  private socket!: Socket;
  private held = '';
  private lines: string[] = [];
  private readonly replies: Reply[] = [];
  private waiting: Waiting | undefined;
  private timer: NodeJS.Timeout | undefined;
  private ended: Error | undefined;

  /** `onEnd` is called once, when the connection is closed by whichever side. */
  constructor(
    socket: Socket,
    private readonly onEnd: () => void,
  ) {
    this.attach(socket);
  }

  /** True while nothing has come in that nobody waits for, and the connection stands. */
  get quiet(): boolean {
    return !this.ended && this.replies.length === 0 && this.lines.length === 0 && this.held === '';
  }

  /** Sends bytes. Resolves when all of them have left this process; rejects when the connection is lost first. */
  write(bytes: Buffer | string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.write(bytes, (error) => {
        // A socket that was cut calls back without an error for what the kernel had begun to take.
        const lost = this.ended ?? error;
        if (lost) reject(lost);
        else resolve();
      });
    });
  }

  /** Sends commands whose replies will be read. What becomes of the bytes shows in the replies. */
  say(text: string): void {
    if (!this.ended) this.socket.write(text, 'utf8');
  }

  /** Resolves with the next reply. Rejects when the connection ends before one has come. */
  reply(): Promise<Reply> {
    const next = this.replies.shift();
    if (next) return Promise.resolve(next);
    if (this.ended) return Promise.reject(this.ended);
    return new Promise((resolve, reject) => (this.waiting = { resolve, reject }));
  }

  /** From now on the connection is cut when so many milliseconds pass; 0 waits for ever. */
  patience(ms: number): void {
    clearTimeout(this.timer);
    this.timer =
      ms > 0 ? setTimeout(() => this.end(new Error('The relay did not answer in time.')), ms) : undefined;
  }

  /** Goes on over another socket that wraps this one: what came before TLS is not to be believed after it. */
  async upgrade(wrap: (raw: Socket) => Promise<Socket>): Promise<void> {
    if (!this.quiet) throw new Error('The relay spoke out of turn before TLS.');
    this.socket.removeAllListeners();
    this.socket.on('error', (error) => this.end(error));
    this.attach(await wrap(this.socket));
  }

  /** Cuts the connection, so that the relay discards a message without its final dot. */
  end(error = new Error('The connection was closed.')): void {
    if (this.ended) return;
    this.ended = error;
    clearTimeout(this.timer);
    this.socket.destroy();
    this.waiting?.reject(error);
    this.waiting = undefined;
    this.onEnd();
  }

  private attach(socket: Socket): void {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.take(chunk.toString('latin1')));
    socket.on('error', (error) => this.end(error));
    const closed = () => this.end(new Error('The relay closed the connection.'));
    socket.on('end', closed);
    socket.on('close', closed);
  }

  private take(text: string): void {
    const lines = (this.held + text).split('\n');
    this.held = lines.pop() ?? '';
    if (this.held.length > LONGEST || this.lines.length > 1000)
      return this.end(new Error('The relay gave an endless answer.'));
    for (const line of lines) this.line(line.replace(/\r$/, ''));
  }

  private line(line: string): void {
    const [, code = '0', more, words = ''] = LINE.exec(line) ?? [undefined, '0', ' ', line];
    this.lines.push(words);
    if (more === '-') return;
    const reply = { code: Number(code), text: this.lines.join('\n') };
    this.lines = [];
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting) waiting.resolve(reply);
    else this.replies.push(reply);
  }
}
