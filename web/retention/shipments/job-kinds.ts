/** Looks at what time may have made late, and plans when to look again. */
export const SHIPMENTS_DUE = 'shipments.due';
