import common from './common.en.json' with { type: 'json' };
import customers from './customers.en.json' with { type: 'json' };
import home from './home.en.json' with { type: 'json' };
import programme from './programme.en.json' with { type: 'json' };

export const words = { common, home, customers, programme };
