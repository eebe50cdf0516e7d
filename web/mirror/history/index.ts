export { isReading } from './api-types.ts';
export { showProgress as historyProgress } from './show-progress.ts';
