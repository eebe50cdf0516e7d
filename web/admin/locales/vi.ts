import common from './common.vi.json' with { type: 'json' };
import customers from './customers.vi.json' with { type: 'json' };
import history from './history.vi.json' with { type: 'json' };
import home from './home.vi.json' with { type: 'json' };
import pastOrders from './past-orders.vi.json' with { type: 'json' };
import privacy from './privacy.vi.json' with { type: 'json' };
import programme from './programme.vi.json' with { type: 'json' };
import unfinished from './unfinished.vi.json' with { type: 'json' };

export const words = { common, customers, history, home, pastOrders, privacy, programme, unfinished };
