export { Figure } from './figure.entity.js';
export { FIGURE_WORDS, figureWords, latestFigures } from './figure.rules.js';
export { Figures } from './figures.service.js';
export { sizeBand, SIZE_BANDS, type SizeBand } from './size-band.rules.js';
