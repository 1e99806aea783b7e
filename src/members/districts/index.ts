export { District } from './district.entity.js';
export { inOrder, isPresent, recordedUnder } from './district.rules.js';
export { Districts } from './districts.service.js';
export { shippedDistricts } from './shipped.js';
