/** Job that erases one customer of whom we learn afterwards that they are somebody who was erased; its key is their id. */
export const ERASE_CUSTOMER = 'privacy.erase-customer';
