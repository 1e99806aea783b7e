import { createServer } from 'node:net';

/**
 * A relay that takes everything and keeps nothing, as lean as one can be in JavaScript, so that what is measured is
 * the sender. Tells its parent its port and how many it took; `process.argv[2]` is how long it thinks about each
 * message, in milliseconds.
 */
const thinks = Number(process.argv[2] ?? 0);
const DOT = Buffer.from('\r\n.\r\n');
let taken = 0;

const server = createServer((socket) => {
  let inData = false;
  let held = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.write('220 sink\r\n');

  const took = () => {
    taken += 1;
    if (!socket.destroyed) socket.write('250 2.0.0 taken\r\n');
  };
  const line = (text) => {
    const verb = text.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') return '250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n';
    if (verb === 'DATA') return ((inData = true), '354 go on\r\n');
    if (verb === 'QUIT') return (socket.end('221 bye\r\n'), '');
    return '250 ok\r\n';
  };
  const message = () => {
    const end = held.indexOf(DOT);
    if (end < 0) return false;
    held = held.subarray(end + DOT.length);
    inData = false;
    if (thinks > 0) setTimeout(took, thinks);
    else took();
    return true;
  };
  const commands = () => {
    const end = held.indexOf('\r\n');
    if (end < 0) return false;
    const answer = line(held.toString('latin1', 0, end));
    held = held.subarray(end + 2);
    if (answer) socket.write(answer);
    return true;
  };
  socket.on('data', (chunk) => {
    held = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
    while (held.length > 0 && (inData ? message() : commands()));
  });
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('message', () => process.send({ taken }));
process.on('disconnect', () => process.exit(0));
