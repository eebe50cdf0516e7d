/** Kind of the job that takes a store's history one step further; its key is `shop`. */
export const READ_HISTORY = 'history.read';
