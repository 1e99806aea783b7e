import { Readable } from 'node:stream';

const CHUNK = 64 * 1024;

/** Asks whether the final dot may be released. */
export type Gate = () => Promise<boolean>;

/** How far a message got. */
type Steps = { onProgress: () => void; onRelease: () => void };

/**
 * A message as a stream that yields all its bytes, then asks its gate, and ends only if the gate says yes. The end of
 * the stream is what makes the SMTP library send the final dot, so while `released` is false the relay cannot have
 * taken the message. Destroying the stream first keeps the dot back for good, whatever the gate answers afterwards.
 */
export class GatedMessage extends Readable {
  /** True once bytes were handed over: the relay is then in the middle of a message. */
  started = false;
  /** True from the moment the dot may be on its way. */
  released = false;
  /** What the gate said no with, if it did. */
  refusal: string | undefined;
  /** Settles when the gate has answered; undefined while it has not been asked. */
  answered: Promise<void> | undefined;
  private position = 0;

  constructor(
    private readonly bytes: Buffer,
    private readonly gate: Gate,
    private readonly steps: Steps,
  ) {
    super({ highWaterMark: CHUNK });
  }

  override _read(): void {
    this.started = true;
    this.steps.onProgress();
    if (this.position < this.bytes.length) {
      const chunk = this.bytes.subarray(this.position, this.position + CHUNK);
      this.position += chunk.length;
      this.push(chunk);
      return;
    }
    this.answered ??= this.askGate();
  }

  private async askGate(): Promise<void> {
    const refusal = await refusalOf(this.gate);
    if (this.destroyed) return;
    if (refusal !== undefined) {
      this.refusal = refusal;
      this.destroy(new Error(refusal));
      return;
    }
    this.released = true;
    this.steps.onRelease();
    this.push(null);
  }
}

async function refusalOf(gate: Gate): Promise<string | undefined> {
  try {
    return (await gate()) ? undefined : 'The gate refused the final dot.';
  } catch (error) {
    return `The gate failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}
