import { createHash } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * A relay whose every step a row of the crash matrix may decide. For each recipient's domain there is a function
 * `(step, address, times) => answer`, called at `rcpt`, `bytes` (the first of them) and `dot`; it may wait. It answers
 * a reply (`451 later`), `drop` (hangs up, not taken), `take and drop`, `hang`, `take and hang`, or nothing: all is well.
 */
export class ScriptedRelay {
  taken = new Map();
  #rows = new Map();
  #server = createServer((socket) => this.#talk(socket));

  async open() {
    await new Promise((done) => this.#server.listen(0, '127.0.0.1', done));
    return `smtp://127.0.0.1:${this.#server.address().port}`;
  }

  close() {
    this.#server.close();
  }

  /** Lets a row decide about its own domain; without a function all is well again. */
  decide(domain, script) {
    this.#rows.set(domain, script);
  }

  #ask(step, address) {
    const times = this.taken.get(address)?.length ?? 0;
    return this.#rows.get(address.split('@')[1])?.(step, address, times);
  }

  #talk(socket) {
    const state = { held: Buffer.alloc(0), to: '', inData: false, began: false, busy: Promise.resolve() };
    socket.on('error', () => socket.destroy());
    socket.write('220 scripted\r\n');
    socket.on('data', (chunk) => {
      // Reads no further while it thinks, so that a long message stays on its way.
      socket.pause();
      state.busy = state.busy
        .then(() => this.#take(socket, state, chunk))
        .then(() => socket.resume())
        .catch(() => socket.destroy());
    });
  }

  async #take(socket, state, chunk) {
    state.held = Buffer.concat([state.held, chunk]);
    while (!socket.destroyed) {
      if (state.inData ? !(await this.#message(socket, state)) : !(await this.#command(socket, state)))
        return;
    }
  }

  async #command(socket, state) {
    const end = state.held.indexOf('\r\n');
    if (end < 0) return false;
    const line = state.held.toString('latin1', 0, end);
    state.held = state.held.subarray(end + 2);
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') return socket.write('250-scripted\r\n250 PIPELINING\r\n');
    if (verb === 'QUIT') return socket.end('221 bye\r\n');
    if (verb === 'RCPT') state.to = /<([^>]*)>/.exec(line)[1].toLowerCase();
    if (verb === 'DATA' && state.refused) return socket.write('503 nobody to send it to\r\n');
    if (verb === 'DATA') [state.inData, state.began] = [true, false];
    const answer = verb === 'RCPT' ? await this.#ask('rcpt', state.to) : undefined;
    if (verb === 'MAIL') state.refused = false;
    if (verb === 'RCPT') state.refused = /^[45]/.test(answer ?? '');
    return this.#say(socket, answer, verb === 'DATA' ? '354 go on' : '250 ok');
  }

  async #message(socket, state) {
    if (!state.began && state.held.length > 0) {
      state.began = true;
      const answer = await this.#ask('bytes', state.to);
      if (answer) return this.#say(socket, answer);
    }
    const end = state.held.indexOf('\r\n.\r\n');
    if (end < 0) return false;
    const bytes = state.held.subarray(0, end);
    state.held = state.held.subarray(end + 5);
    state.inData = false;
    const answer = (await this.#ask('dot', state.to)) ?? 'take';
    if (answer.startsWith('take')) this.#keep(state.to, bytes);
    return this.#say(socket, answer.replace(/^take( and )?/, ''), '250 taken');
  }

  #keep(to, bytes) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.taken.set(to, [...(this.taken.get(to) ?? []), sha256]);
  }

  #say(socket, answer, otherwise) {
    if (answer === 'drop') return (socket.destroy(), false);
    if (answer === 'hang') return true;
    return socket.write(`${answer || otherwise}\r\n`) || true;
  }
}
