export { inReach, reachOf, reachThrough, type Place, type Reach, type Who } from './reach.rules.js';
export { PLACE, Reaches, withinReach } from './reaches.service.js';
