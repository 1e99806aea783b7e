export { Search } from './search.js';
