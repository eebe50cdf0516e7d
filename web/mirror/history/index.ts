export { showProgress as historyProgress } from './show-progress.ts';
