export { Bounced } from './bounced.js';
export { HeldAddresses } from './held-addresses.service.js';
export { HeldForYou } from './held.for-you.js';
export { HeldListPages, HeldPages } from './held.pages.js';
