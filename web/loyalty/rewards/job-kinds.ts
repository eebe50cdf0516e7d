/** Key: the redemption. */
export const MAKE_REWARD = 'rewards.make';
export const RETURN_REWARD = 'rewards.return';
/** Key: the act of returning many. */
export const RETURN_MANY = 'rewards.return-many';
