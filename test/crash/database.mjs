/** Keeps a PostgreSQL for the crash run, as a database server would be: it outlives the product's processes. */
import { migrateDatabase } from '../../dist/core/database/index.js';
import { openEmbedded } from '../../dist/core/database/embedded/index.js';

const server = await openEmbedded({ stateDir: process.argv[2], purpose: 'service' });
await migrateDatabase({ ownerUrl: server.ownerUrl, appUrl: server.appUrl });
process.send({ appUrl: server.appUrl, ownerUrl: server.ownerUrl });
process.on('disconnect', () => void server.stop().then(() => process.exit(0)));
