/** Looks at one referral (key: its id) and brings it to what it has come to. */
export const CHECK_REFERRAL = 'referrals.check';
/** One per store (key `shop`): runs when the next friend's return window ends. */
export const REFERRALS_DUE = 'referrals.due';
/** Makes a friend's code (key: the referral's id) where the request could not. */
export const MAKE_FRIEND_CODE = 'referrals.make-code';
