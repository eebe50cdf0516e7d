import common from './common.vi.json' with { type: 'json' };
import customers from './customers.vi.json' with { type: 'json' };
import home from './home.vi.json' with { type: 'json' };
import programme from './programme.vi.json' with { type: 'json' };

export const words = { common, home, customers, programme };
