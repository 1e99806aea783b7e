export const JOB = 'folkmoot:job';
export const SWEEP = 'folkmoot:sweep';

/** A method that a wake-up call runs. In the network's transaction, unless the work opens its own. */
export interface JobFacts {
  name: string;
  ownTransactions: boolean;
}

/** A method that runs again and again without the queue, to find what a lost wake-up call left. */
export interface SweepFacts {
  name: string;
  /** A number, or the name of the setting that holds it. */
  seconds: number | string;
}

/** Answers wake-up calls of this name; the payload holds ids only. */
export const Job =
  (name: string, options: { ownTransactions?: boolean } = {}): MethodDecorator =>
  (_target, _method, descriptor) => {
    const facts: JobFacts = { name, ownTransactions: options.ownTransactions ?? false };
    Reflect.defineMetadata(JOB, facts, descriptor.value as object);
  };

/** Runs every so many seconds in each worker; must be safe when two workers run it at once. */
export const Sweep =
  (name: string, seconds: number | string): MethodDecorator =>
  (_target, _method, descriptor) => {
    Reflect.defineMetadata(SWEEP, { name, seconds } satisfies SweepFacts, descriptor.value as object);
  };
