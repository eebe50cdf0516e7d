/** One per store (key `shop`). */
export const WRITE_PROGRAMME = 'programme.write';
