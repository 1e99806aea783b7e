import { serve } from './serve.js';
import { explain } from './start-problems.js';

try {
  await serve(process.env);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
