/** Commits gates and results together; resolves with the keys of the gates that were granted. */
export type BookCommit<G, R> = (gates: G[], results: R[]) => Promise<Set<string>>;

type Asked<G> = { gate: G; answer: (open: boolean) => void };
type Recorded<R> = { result: R; done: () => void; failed: (error: unknown) => void };

/** How long a result waits for a gate to share a commit with, in milliseconds. */
const RESULT_WAITS = 10;

/**
 * Gathers what the messages in flight need written. One commit runs at a time, and whatever arrives meanwhile goes
 * into the next one together, so that many messages share the price of one. Nobody waits for a result, so it goes
 * along with the next gate where there is one soon. A commit that fails opens no gate, and its results reject, so
 * that whoever recorded them knows they are not on disk.
 */
export class GateBook<G extends { key: string }, R> {
  private asked: Asked<G>[] = [];
  private recorded: Recorded<R>[] = [];
  private running = false;
  private waits: NodeJS.Timeout | undefined;

  constructor(
    private readonly commit: BookCommit<G, R>,
    private readonly most = 500,
  ) {}

  /**
   * Resolves with true once a commit that granted this gate is on disk, with false if it did not or failed. Of two
   * gates with one key that wait at the same moment, only the first is put to the commit.
   */
  ask(gate: G): Promise<boolean> {
    if (this.asked.some((other) => other.gate.key === gate.key)) return Promise.resolve(false);
    return new Promise((answer) => {
      this.asked.push({ gate, answer });
      this.start();
    });
  }

  /** Resolves once the result is on disk. Rejects with the error of the commit it went into. */
  record(result: R): Promise<void> {
    return new Promise((done, failed) => {
      this.recorded.push({ result, done, failed });
      this.waits ??= setTimeout(() => {
        this.waits = undefined;
        this.start();
      }, RESULT_WAITS);
    });
  }

  private start(): void {
    if (this.running) return;
    this.running = true;
    void this.run();
  }

  /** A result alone waits for its time. */
  private get due(): boolean {
    return this.asked.length > 0 || (this.recorded.length > 0 && this.waits === undefined);
  }

  /** Before each commit it lets the sockets that are ready now speak, so that what they bring goes along. */
  private async run(): Promise<void> {
    while (this.due) {
      await new Promise((resolve) => setImmediate(resolve));
      await this.commitOnce(this.asked.splice(0, this.most), this.recorded.splice(0, this.most));
    }
    this.running = false;
  }

  private async commitOnce(asked: Asked<G>[], recorded: Recorded<R>[]): Promise<void> {
    try {
      const granted = await this.commit(
        asked.map(({ gate }) => gate),
        recorded.map(({ result }) => result),
      );
      for (const { gate, answer } of asked) answer(granted.has(gate.key));
      for (const { done } of recorded) done();
    } catch (error) {
      for (const { answer } of asked) answer(false);
      for (const { failed } of recorded) failed(error);
    }
  }
}
