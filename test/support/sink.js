import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
/** Returns an SMTP refusal with its code. */
export function refusal(code, words) {
    return Object.assign(new Error(words), { responseCode: code });
}
/** A real SMTP server on the loopback address that keeps every message it took. */
export class Sink {
    taken = [];
    rules = {};
    #server;
    /** Starts listening; returns the address for SMTP_URL. */
    async open(port = 0) {
        const server = new SMTPServer({
            disabledCommands: ['AUTH', 'STARTTLS'],
            logger: false,
            onRcptTo: ({ address }, _session, done) => done(this.rules.rcpt?.(address) ?? null),
            onData: (stream, session, done) => void this.#take(stream, session).then((error) => done(error ?? null), done),
        });
        server.on('error', () => undefined);
        this.#server = server;
        await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
        return `smtp://127.0.0.1:${server.server.address().port}`;
    }
    async close() {
        await new Promise((resolve) => (this.#server ? this.#server.close(() => resolve()) : resolve()));
    }
    /** The messages to one address, oldest first. */
    to(address) {
        return this.taken.filter((one) => one.to === address);
    }
    async #take(stream, session) {
        const chunks = [];
        for await (const chunk of stream)
            chunks.push(chunk);
        const bytes = Buffer.concat(chunks);
        const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
        const caught = {
            from,
            to: session.envelope.rcptTo[0].address,
            bytes,
            mail: await PostalMime.parse(bytes),
        };
        const error = await this.rules.data?.(caught);
        if (!error)
            this.taken.push(caught);
        return error;
    }
}
