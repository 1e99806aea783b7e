import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApp } from '../support/app.js';

let app: TestApp;
const ANNE = 'anne@derbyshire.example';

beforeAll(async () => {
  app = await TestApp.start();
  await app.command(
    ...['network', 'create', '--slug', 'derbyshire', '--name', 'Derbyshire Voices', '--model', 'derbyshire'],
    ...['--coordinator', ANNE, '--coordinator-name', 'Anne Holt'],
  );
});
afterAll(() => app.stop());

describe('Signing in', () => {
  it('works', async () => {
    const anne = await app.signIn(ANNE);
    expect(anne.words()).toBe('x');
  });
});
