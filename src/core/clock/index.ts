export { Clock, dateIn } from './clock.js';
