import { reportK, type GroupingId, type ReportDefinition, type ReportGrouping } from './report-definition.ts';

const time = (id: GroupingId, label: string): ReportGrouping => ({ id, label, type: 'time' });
const object = (id: GroupingId, label: string): ReportGrouping => ({ id, label, type: 'id' });
const [hour, day, week, month] = [time('hour', 'Hour'), time('day', 'Day'), time('week', 'Week of'), time('month', 'Month of')];
const country: ReportGrouping = { id: 'country', label: 'Country', type: 'text', people: 'parts' };
const device: ReportGrouping = { id: 'device', label: 'Device', type: 'text', people: 'parts' };

const delivery = {
  groupings: [
    day,
    hour,
    week,
    month,
    object('campaign', 'Campaign'),
    object('ad_set', 'Ad set'),
    object('ad', 'Ad'),
    object('creative', 'Creative'),
    { id: 'placement', label: 'Placement', type: 'text' },
    country,
    device,
  ],
  metrics: ['impressions', 'viewable', 'viewable_rate', 'clicks', 'ctr', 'reach', 'frequency', 'spend', 'spend_estimated', 'cpm', 'cpc'],
  k: reportK,
  readers: ['advertiser', 'finance', 'stakeholder'],
} as const;

const actions = ['likes', 'comments', 'shares', 'saves', 'engagements', 'engagement_rate_views'];
const earned = ['earnings', 'earnings_estimated', 'rpm'];

/** Every report there is; the SQL of each stands in adapters/analytics/src/reports. */
export const reportDefinitions: readonly ReportDefinition[] = [
  { name: 'advertiser-home', question: 'How do my campaigns do?', scope: 'account', ...delivery },
  { name: 'advertiser-performance', question: 'What did my ads bring, and what did they cost?', scope: 'account', ...delivery },
  { name: 'campaign-detail', question: 'What did this campaign bring, and what did it cost?', scope: 'campaign', ...delivery },
  {
    name: 'creator-overview',
    question: 'How do people take what I publish, and what do I earn?',
    scope: 'creator',
    readers: ['creator', 'finance'],
    groupings: [day, hour, week, month],
    metrics: ['views', 'engaged_views', 'reach', ...actions, 'engagement_rate_reach', 'followers_gained', 'watch_time_ms', ...earned],
    k: reportK,
  },
  {
    name: 'creator-content',
    question: 'Which of my posts do well?',
    scope: 'creator',
    readers: ['creator', 'finance'],
    groupings: [object('content', 'Content')],
    metrics: ['views', 'engaged_views', 'reach', ...actions, 'watch_time_ms', ...earned],
    k: reportK,
  },
  {
    name: 'creator-audience',
    question: 'Who watches me?',
    scope: 'creator',
    readers: ['creator', 'finance'],
    groupings: [country, device, { id: 'interest', label: 'Interest', type: 'text', people: 'overlapping', without: ['views'] }],
    metrics: ['people', 'views'],
    k: reportK,
  },
  {
    name: 'creator-earnings',
    question: 'What did I earn, when and with what?',
    scope: 'creator',
    readers: ['creator', 'finance'],
    groupings: [day, week, month, object('content', 'Content')],
    metrics: ['earnings', 'earnings_estimated', 'monetised_impressions'],
    k: reportK,
  },
  {
    name: 'revenue-by-day',
    question: 'What did the platform bill, share, keep and put back?',
    scope: 'platform',
    readers: ['finance', 'stakeholder'],
    groupings: [
      day,
      week,
      month,
      { ...object('account', 'Advertiser'), without: ['reinvested'] },
      { ...object('campaign', 'Campaign'), without: ['reinvested'] },
    ],
    metrics: ['billings', 'billings_estimated', 'creator_share', 'net_revenue', 'take_rate', 'reinvested'],
    k: reportK,
  },
  {
    name: 'flywheel',
    question: 'Where did each unit of ad spend go?',
    scope: 'platform',
    readers: ['finance', 'stakeholder'],
    groupings: [{ id: 'flow', label: 'Flow', type: 'text' }],
    metrics: ['flow_amount'],
    k: reportK,
  },
  {
    name: 'ledger-by-account',
    question: 'What moved in each account of the books?',
    scope: 'platform',
    readers: ['finance'],
    groupings: [{ id: 'ledger_account', label: 'Account', type: 'text' }],
    metrics: ['opening', 'debits', 'credits', 'movement', 'closing'],
    k: reportK,
  },
  {
    name: 'ingest-by-day',
    question: 'What came in, and what became of it?',
    scope: 'platform',
    readers: ['ops', 'admin'],
    groupings: [day, hour, { id: 'source', label: 'Source', type: 'text' }],
    metrics: ['received', 'stored', 'duplicate', 'quarantined', 'quarantine_rate', 'unrecorded'],
    k: reportK,
  },
];

/** The report of that name, or undefined when there is none. */
export function findReport(name: string): ReportDefinition | undefined {
  return reportDefinitions.find((report) => report.name === name);
}
