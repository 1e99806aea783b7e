import { parentPort, workerData } from 'node:worker_threads';
import heic from 'heic-decode';

const { bytes, mostPixels } = workerData;
const pictures = await heic.all({ buffer: bytes });
const [{ width, height, decode }] = pictures;
if (width * height > mostPixels) parentPort.postMessage({ width, height });
else {
  const { data } = await decode();
  parentPort.postMessage({ width, height, data }, [data.buffer]);
}
