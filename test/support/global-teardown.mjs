import { rmSync } from 'node:fs';

/** Stops the PostgreSQL of the run and removes everything it kept. */
export default async function tearDown() {
  const { server, directory } = globalThis.folkmootTests ?? {};
  await server?.stop();
  if (directory) rmSync(directory, { recursive: true, force: true });
}
