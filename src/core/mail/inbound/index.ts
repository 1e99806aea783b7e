export { Door, MailRefused, type Arriving } from './door.js';
export { MailListener } from './listener.js';
export { MailInModule } from './mail-in.module.js';
export { Sorter } from './sorter.js';
