/** Kind of the job that reads an order again; its key is the order's id. */
export const READ_ORDER = 'orders.read';
