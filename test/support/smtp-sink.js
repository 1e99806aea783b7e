import { SMTPServer } from 'smtp-server';
/** Returns a refusal with a reply code, such as `reply(451, 'Greylisted')`. */
export function reply(responseCode, message) {
    return Object.assign(new Error(message), { responseCode });
}
/** Starts a sink on a free port. */
export async function startSink(manner = {}) {
    const taken = [];
    let greeted = 0;
    const server = new SMTPServer({
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
            const chunks = [];
            stream.once('data', () => manner.onBytes?.(message.to));
            stream.on('data', (chunk) => chunks.push(chunk));
            stream.on('end', () => {
                const whole = { ...message, bytes: Buffer.concat(chunks) };
                void Promise.resolve(manner.onMessage?.(whole) ?? 'take').then((verdict) => {
                    if (verdict === 'take')
                        taken.push(whole);
                    if (verdict === 'take' || verdict instanceof Error)
                        callback(verdict === 'take' ? null : verdict);
                    if (verdict === 'drop')
                        drop();
                });
            });
        },
        ...manner.options,
    });
    const sockets = new Set();
    server.server.on('connection', (socket) => {
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
    });
    const drop = () => sockets.forEach((socket) => socket.destroy());
    server.on('error', () => { });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address();
    return {
        url: `smtp://127.0.0.1:${port}`,
        taken,
        greeted: () => greeted,
        open: () => sockets.size,
        drop,
        close: async () => {
            drop();
            await new Promise((resolve) => server.close(resolve));
        },
    };
}
