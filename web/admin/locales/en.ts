import common from './common.en.json' with { type: 'json' };
import customers from './customers.en.json' with { type: 'json' };
import history from './history.en.json' with { type: 'json' };
import home from './home.en.json' with { type: 'json' };
import pastOrders from './past-orders.en.json' with { type: 'json' };
import privacy from './privacy.en.json' with { type: 'json' };
import programme from './programme.en.json' with { type: 'json' };
import unfinished from './unfinished.en.json' with { type: 'json' };

export const words = { common, customers, history, home, pastOrders, privacy, programme, unfinished };
