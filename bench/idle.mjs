/** Memory of the whole product at rest (node and PostgreSQL together), as proportional set size. */
import { readdirSync, readFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { print } from './support/run.mjs';
import { startService } from './support/service.mjs';

const MEBIBYTE = 1024;

function pss(pid) {
  const kib = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
  return Number(kib) / MEBIBYTE;
}

function familyOf(pid) {
  const parents = new Map();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It has just ended.
    }
  }
  const family = [pid];
  for (const member of family)
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  return family;
}

const service = await startService();
await fetch(`${service.base}/sign-in`);
await new Promise((done) => setTimeout(done, 20_000));
const [node, ...postgres] = familyOf(service.pid).map(pss);
const bare = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
await new Promise((done) => setTimeout(done, 500));
const baseline = pss(bare.pid);
bare.kill();
await service.stop();
const sum = postgres.reduce((all, one) => all + one, 0);
print('At rest, `all` in one process, example network, 20 s after the start', [
  { what: 'node', value: node, unit: 'MB' },
  { what: `PostgreSQL, ${postgres.length} processes`, value: sum, unit: 'MB' },
  { what: 'together', value: node + sum, unit: 'MB (goal < 350)' },
  { what: 'baseline: a bare node', value: baseline, unit: 'MB' },
]);
