import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild, type Child } from '../../../../test/support/child.js';
import { takeTurn, type OwnTurn, type SharedTurn } from './turn.js';

const ENTRY = 'src/core/database/embedded/turn.ts';

let directory: string;
let runDir: string;
let children: Child[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'folkmoot-turn-'));
  runDir = join(directory, 'run');
  mkdirSync(runDir);
  children = [];
});

afterEach(async () => {
  for (const child of children) await child.kill();
  rmSync(directory, { recursive: true, force: true });
});

function child(purpose: string): Child {
  const script = `
    try {
      const turn = await source.takeTurn(${JSON.stringify(runDir)}, '${purpose}');
      if (turn.owns) turn.ready('/socket');
      say(turn.owns ? 'owns' : 'shares ' + turn.socketDir);
      await told();
      if (turn.owns) await turn.closing();
      turn.end();
    } catch (problem) { say(problem.message); }`;
  const made = runChild(ENTRY, script, directory);
  children.push(made);
  return made;
}

const ownerFile = () => join(runDir, 'owner.json');

describe('whose turn it is at the database', () => {
  it('a second service is refused and told who holds it', async () => {
    const first = child('service');
    expect(await first.line()).toBe('owns');
    await expect(takeTurn(runDir, 'service')).rejects.toThrow(
      `Folkmoot already runs on ${directory} (process ${first.pid})`,
    );
  });

  it('a command joins the running service, and leaves nothing behind', async () => {
    expect(await child('service').line()).toBe('owns');
    const turn = (await takeTurn(runDir, 'command')) as SharedTurn;
    expect(turn).toMatchObject({ owns: false, socketDir: '/socket' });
    turn.end();
    expect(readdirSync(runDir)).toEqual(['owner.json']);
  });

  it('what a killed process held is free at once', async () => {
    const first = child('service');
    expect(await first.line()).toBe('owns');
    await first.kill();
    expect((await takeTurn(runDir, 'service')).owns).toBe(true);
  });

  it('a stranger who was given the dead process its number does not hold it', async () => {
    const stale = {
      pid: process.pid,
      started: 'another-boot:1',
      token: 'aa',
      purpose: 'service',
      phase: 'ready',
    };
    writeFileSync(ownerFile(), JSON.stringify(stale));
    expect((await takeTurn(runDir, 'service')).owns).toBe(true);
  });

  it('a file torn by a power cut holds nobody up', async () => {
    writeFileSync(ownerFile(), '');
    expect((await takeTurn(runDir, 'service')).owns).toBe(true);
  });

  it('of many services that find the same dead holder, exactly one takes over', async () => {
    writeFileSync(
      ownerFile(),
      JSON.stringify({ pid: 999_999_999, started: '', token: 'dead', purpose: 'service' }),
    );
    const rivals = Array.from({ length: 6 }, () => child('service'));
    const answers = await Promise.all(rivals.map((rival) => rival.line()));
    expect(answers.filter((answer) => answer === 'owns')).toHaveLength(1);
    expect(answers.filter((answer) => answer?.startsWith('Folkmoot already runs'))).toHaveLength(5);
  });

  it('two commands share one server, and its owner stays until the other has done', async () => {
    const [first, second] = [child('command'), child('command')];
    const answers = await Promise.all([first.line(), second.line()]);
    expect([...answers].sort()).toEqual(['owns', 'shares /socket']);
    const [owner, guest] = answers[0] === 'owns' ? [first, second] : [second, first];
    owner.tell();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(owner.process.exitCode).toBeNull();
    guest.tell();
    expect(await owner.ended()).toBe(0);
    expect(readdirSync(runDir)).toEqual([]);
  });

  it('a service that meets a command waits for it', async () => {
    const command = child('command');
    expect(await command.line()).toBe('owns');
    const waiting = takeTurn(runDir, 'service');
    command.tell();
    expect((await waiting).owns).toBe(true);
  });

  it('a service that meets one which is just closing waits for it', async () => {
    const first = (await takeTurn(runDir, 'service')) as OwnTurn;
    await first.closing();
    const waiting = takeTurn(runDir, 'service');
    first.end();
    const second = (await waiting) as OwnTurn;
    first.end();
    expect(JSON.parse(readFileSync(ownerFile(), 'utf8'))).toMatchObject({ phase: 'starting' });
    second.end();
  });
});
