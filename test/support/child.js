import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { translate } from './run-source.mjs';
/**
 * Runs `script`, the body of an async function, with `source` (the module at `entry`), `told()` and `say(text)`.
 * The code is translated into `workDir`, so that a stale build plays no part.
 */
export function runChild(entry, script, workDir) {
    const url = translate(entry, join(workDir, 'code'));
    const child = spawn(process.execPath, ['--input-type=module', '-e', wrap(url, script)], {
        stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = [];
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
        const parts = (rest + text).split('\n');
        rest = parts.pop() ?? '';
        lines.push(...parts);
        child.emit('line');
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    void ended.then(() => child.emit('line'));
    return {
        process: child,
        pid: child.pid ?? 0,
        line: async () => {
            while (lines.length === 0 && child.exitCode === null && child.signalCode === null)
                await once(child, 'line');
            return lines.shift();
        },
        tell: () => void child.stdin.end('\n'),
        kill: async () => {
            child.kill('SIGKILL');
            await ended;
        },
        ended: () => ended,
    };
}
function wrap(url, script) {
    return `
    const source = await import(${JSON.stringify(url)});
    const say = (text) => process.stdout.write(text + '\\n');
    const told = () => new Promise((resolve) => process.stdin.once('data', resolve));
    ${script}
    process.stdin.destroy();`;
}
