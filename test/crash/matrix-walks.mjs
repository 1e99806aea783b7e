/** How the rows of the crash matrix are walked: each gets what a row may use, and ends when nothing is open. */
const once = (act) => {
  let done = false;
  return (...words) => (done ? undefined : ((done = true), act(...words)));
};

/** A worker freezes by itself and dies of it; then it is frozen again if nothing was left, and sent. */
export const freezing = (point, left) => async (here) => {
  await here.workerGone(point);
  const there = await here.count('true');
  if (there !== left) throw new Error(`${there} copies were left, not ${left}.`);
  if (there === 0) await here.freeze();
  await here.recover();
};

/** A worker dies at a point of its own making. */
export const dying = (point) => async (here) => {
  await here.freeze();
  await here.workerGone(point);
  await here.recover();
};

/** The relay's step kills the worker; `answer` is what the relay does then. */
export const killedAt = (step, answer) => async (here) => {
  await here.freeze(3, { long: step === 'bytes' });
  const strike = once(() => (here.children[0].child.kill('SIGKILL'), answer));
  here.decide((at) => (at === step ? strike() : undefined));
  await here.workerGone('nothing');
  await here.recover();
};

/** A worker that lives: it meets something and finishes by itself. */
export const living =
  (point, script, more = {}) =>
  async (here) => {
    await here.freeze(3, more);
    if (script) here.decide(script());
    await here.workerGone(point);
    await here.recover();
  };

/** What was in doubt is sent again by a person: then nobody is left out, and whoever has it twice has the same bytes. */
export const decided = (walk) => async (here) => {
  await walk(here);
  await here.sendAgain();
};

/** The worker stands still for longer than its lease, in the middle of a message, and then goes on. */
export async function stopped(here) {
  await here.freeze(3, { long: true });
  const victim = () => here.children[0].child;
  const stop = once(() => victim().kill('SIGSTOP'));
  here.decide((step) => void (step === 'bytes' && stop()));
  await here.worker('nothing');
  while ((await here.count(`state = 'sending' and lease_until < clock_timestamp()`)) === 0)
    await new Promise((done) => setTimeout(done, 100));
  await here.recover();
  victim().kill('SIGCONT');
  await here.children[0].gone;
}

/** The worker is cut off from its database for a second, in the middle of a message. */
export async function cutOff(here) {
  await here.freeze(3, { long: true });
  const way = await here.wayToDatabase();
  const cut = once(() => way.cut(1000));
  here.decide((step) => void (step === 'bytes' && cut()));
  await here.workerGone('nothing', { DATABASE_URL: way.url });
  way.close();
  await here.recover();
}

export async function queueDropped(here) {
  await here.freeze(12);
  const drop = once(() => here.dropQueue());
  here.decide(async (step) => {
    await new Promise((done) => setTimeout(done, 50));
    if (step === 'dot') await drop();
  });
  await here.workerGone('as a service');
}

export async function jobFailed(here) {
  await here.freeze();
  await here.workerGone('the job fails');
}

export async function many(here) {
  await here.freeze(60);
  const workers = await Promise.all(Array.from({ length: here.often(8) }, () => here.worker('nothing')));
  await Promise.all(workers.map(({ gone }) => gone));
}

export async function terminated(here, times) {
  await here.freeze(times * 3);
  here.decide(async (step) => {
    if (step === 'dot') await new Promise((done) => setTimeout(done, 60));
  });
  for (let n = 0; n < times; n += 1) {
    const { child, gone } = await here.worker('nothing');
    await new Promise((done) => setTimeout(done, 40));
    child.kill('SIGTERM');
    await gone;
  }
  await here.recover();
}

export function atFirst(step, answer) {
  const act = once(() => answer);
  return (at) => (at === step ? act() : undefined);
}

export function atFirstTwo(step, answer) {
  let times = 0;
  return (at) => (at === step && (times += 1) <= 2 ? answer : undefined);
}
