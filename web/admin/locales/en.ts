import balances from './balances.en.json' with { type: 'json' };
import common from './common.en.json' with { type: 'json' };
import customers from './customers.en.json' with { type: 'json' };
import delivery from './delivery.en.json' with { type: 'json' };
import earn from './earn.en.json' with { type: 'json' };
import emails from './emails.en.json' with { type: 'json' };
import form from './form.en.json' with { type: 'json' };
import friends from './friends.en.json' with { type: 'json' };
import history from './history.en.json' with { type: 'json' };
import home from './home.en.json' with { type: 'json' };
import look from './look.en.json' with { type: 'json' };
import pastOrders from './past-orders.en.json' with { type: 'json' };
import privacy from './privacy.en.json' with { type: 'json' };
import programme from './programme.en.json' with { type: 'json' };
import referrals from './referrals.en.json' with { type: 'json' };
import report from './report.en.json' with { type: 'json' };
import results from './results.en.json' with { type: 'json' };
import rewards from './rewards.en.json' with { type: 'json' };
import rules from './rules.en.json' with { type: 'json' };
import satisfaction from './satisfaction.en.json' with { type: 'json' };
import shipments from './shipments.en.json' with { type: 'json' };
import spend from './spend.en.json' with { type: 'json' };
import tiers from './tiers.en.json' with { type: 'json' };
import tracking from './tracking.en.json' with { type: 'json' };
import unfinished from './unfinished.en.json' with { type: 'json' };
import ways from './ways.en.json' with { type: 'json' };

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
