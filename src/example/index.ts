export { ExampleModule } from './example.module.js';
export { Examples, type Example } from './example.service.js';
