export { deviceOf } from './device.rules.js';
export { letIn, takeNext } from './browser.js';
export { LinkPages } from './link.pages.js';
export { SignIn } from './sign-in.service.js';
export { SignInLetters } from './sign-in.letters.js';
export { SignInPages } from './sign-in.pages.js';
export { SignInQueries } from './sign-in.queries.js';
export { SignOutPages } from './sign-out.pages.js';
export * from './secrets.rules.js';
