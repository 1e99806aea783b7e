import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** A decoded picture: four bytes a pixel. There are none when it has more pixels than were allowed. */
export interface Pixels {
  width: number;
  height: number;
  data?: Buffer;
}

/** What the thread sends. */
type Read = Omit<Pixels, 'data'> & { data?: Uint8ClampedArray };

const MOST_SECONDS = 30;

/**
 * Returns the pixels of a HEIC picture. It is read in a thread of its own, because that takes seconds in which nobody
 * else would be answered.
 * @throws Error when it cannot be read
 */
export function heicPixels(bytes: Buffer, mostPixels: number): Promise<Pixels> {
  const worker = new Worker(fileURLToPath(new URL('./heic-worker.mjs', import.meta.url)), {
    workerData: { bytes: new Uint8Array(bytes), mostPixels },
    // What the decoder says of damaged files belongs to nobody's output.
    ...{ stdout: true, stderr: true },
  });
  const late = setTimeout(() => void worker.terminate(), MOST_SECONDS * 1000);
  return new Promise<Pixels>((resolve, reject) => {
    worker.once('message', ({ width, height, data }: Read) =>
      resolve({ width, height, data: data && Buffer.from(data.buffer, data.byteOffset, data.byteLength) }),
    );
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The picture could not be read.')));
  }).finally(() => {
    clearTimeout(late);
    void worker.terminate();
  });
}
