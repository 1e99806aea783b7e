/** Keeps a PostgreSQL for the crash run, as a database server would be: it outlives the product's processes. */
import pg from 'pg';
import { migrateDatabase } from '../../dist/core/database/index.js';
import { openEmbedded } from '../../dist/core/database/embedded/index.js';

const server = await openEmbedded({ stateDir: process.argv[2], purpose: 'service' });
// A server of one's own has no queue role: the owner makes the queue's schema, as `folkmoot migrate` does there.
const queue = new pg.Client({ connectionString: server.queueUrl });
await queue.connect();
await queue.query('drop schema if exists bullmq cascade');
await queue.end();
await migrateDatabase({ ownerUrl: server.ownerUrl, appUrl: server.appUrl });
process.send({ appUrl: server.appUrl, ownerUrl: server.ownerUrl });
process.on('disconnect', () => void server.stop().then(() => process.exit(0)));
