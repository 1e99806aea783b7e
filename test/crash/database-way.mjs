import { connect, createServer } from 'node:net';

/** A way to the database over TCP that can be cut for a while: `url` takes the place of the socket's. */
export async function openWay(socketUrl) {
  const { username, pathname, searchParams } = new URL(socketUrl.replace('@/', '@localhost/'));
  const directory = searchParams.get('host');
  const pairs = new Set();
  let open = true;
  const server = createServer((near) => {
    if (!open) return near.destroy();
    const far = connect(`${directory}/.s.PGSQL.5432`);
    const cut = () => {
      near.destroy();
      far.destroy();
    };
    pairs.add(cut);
    for (const end of [near, far]) end.on('error', cut).on('close', cut);
    near.pipe(far).pipe(near);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `postgresql://${username}@127.0.0.1:${server.address().port}${pathname}?sslmode=disable`,
    cut(ms) {
      open = false;
      pairs.forEach((cut) => cut());
      pairs.clear();
      setTimeout(() => (open = true), ms);
    },
    close() {
      pairs.forEach((cut) => cut());
      server.close();
    },
  };
}
