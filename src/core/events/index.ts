export { Events, On, type EventMap } from './events.js';
