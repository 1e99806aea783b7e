export { Figure } from './figure.entity.js';
export { FIGURE_WORDS, figureWords, latestFigures } from './figure.rules.js';
export { Figures } from './figures.service.js';
