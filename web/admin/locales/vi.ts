import balances from './balances.vi.json' with { type: 'json' };
import common from './common.vi.json' with { type: 'json' };
import customers from './customers.vi.json' with { type: 'json' };
import delivery from './delivery.vi.json' with { type: 'json' };
import earn from './earn.vi.json' with { type: 'json' };
import emails from './emails.vi.json' with { type: 'json' };
import form from './form.vi.json' with { type: 'json' };
import friends from './friends.vi.json' with { type: 'json' };
import history from './history.vi.json' with { type: 'json' };
import home from './home.vi.json' with { type: 'json' };
import look from './look.vi.json' with { type: 'json' };
import pastOrders from './past-orders.vi.json' with { type: 'json' };
import privacy from './privacy.vi.json' with { type: 'json' };
import programme from './programme.vi.json' with { type: 'json' };
import referrals from './referrals.vi.json' with { type: 'json' };
import report from './report.vi.json' with { type: 'json' };
import results from './results.vi.json' with { type: 'json' };
import rewards from './rewards.vi.json' with { type: 'json' };
import rules from './rules.vi.json' with { type: 'json' };
import satisfaction from './satisfaction.vi.json' with { type: 'json' };
import shipments from './shipments.vi.json' with { type: 'json' };
import spend from './spend.vi.json' with { type: 'json' };
import tiers from './tiers.vi.json' with { type: 'json' };
import tracking from './tracking.vi.json' with { type: 'json' };
import unfinished from './unfinished.vi.json' with { type: 'json' };
import ways from './ways.vi.json' with { type: 'json' };

export const words = {
  balances,
  common,
  customers,
  delivery,
  earn,
  emails,
  form,
  friends,
  history,
  home,
  look,
  pastOrders,
  privacy,
  programme,
  referrals,
  report,
  results,
  rewards,
  rules,
  satisfaction,
  shipments,
  spend,
  tiers,
  tracking,
  unfinished,
  ways,
};
