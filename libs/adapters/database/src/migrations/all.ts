import { CreatePeopleAndContent1700000000001 } from './0001-create-people-and-content.ts';
import { CreateEvents1700000000002 } from './0002-create-events.ts';
import { CreateInterests1700000000003 } from './0003-create-interests.ts';
import { CreateCampaigns1700000000004 } from './0004-create-campaigns.ts';
import { CreateDecisions1700000000005 } from './0005-create-decisions.ts';
import { CreateCharges1700000000006 } from './0006-create-charges.ts';
import { CreateBooks1700000000007 } from './0007-create-books.ts';
import { CreateAccess1700000000008 } from './0008-create-access.ts';
import { AddReportIndexes1700000000009 } from './0009-add-report-indexes.ts';
import { KeepConfiguration1700000000010 } from './0010-keep-configuration.ts';
import { PackDecisions1700000000011 } from './0011-pack-decisions.ts';
import { WidenCampaigns1700000000012 } from './0012-widen-campaigns.ts';
import { WidenPlacements1700000000013 } from './0013-widen-placements.ts';
import { PaceBudgets1700000000014 } from './0014-pace-budgets.ts';
import { CreateAudiences1700000000015 } from './0015-create-audiences.ts';
import { LabelContent1700000000016 } from './0016-label-content.ts';
import { ForgetDecisions1700000000017 } from './0017-forget-decisions.ts';
import { KeepHidesOfNobody1700000000018 } from './0018-keep-hides-of-nobody.ts';
import { EndEntriesOnce1700000000019 } from './0019-end-entries-once.ts';
import { OpenBooksToOneRole1700000000020 } from './0020-open-books-to-one-role.ts';
import { KeepReconciliations1700000000021 } from './0021-keep-reconciliations.ts';
import { ChainRecords1700000000022 } from './0022-chain-records.ts';
import { IndexTraces1700000000023 } from './0023-index-traces.ts';
import { DeepenCharges1700000000024 } from './0024-deepen-charges.ts';
import { KeepJobFailures1700000000025 } from './0025-keep-job-failures.ts';
import { LearnOnline1700000000026 } from './0026-learn-online.ts';
import { SaySinceWhen1700000000027 } from './0027-say-since-when.ts';
import { KeepEventIdentities1700000000028 } from './0028-keep-event-identities.ts';
import { DropEventDays1700000000029 } from './0029-drop-event-days.ts';
import { IndexCredit1700000000033 } from './0033-index-credit.ts';
import { KeepTheRevenueMode1700000000034 } from './0034-keep-the-revenue-mode.ts';
import { OpenTablesToRoles1700000000035 } from './0035-open-tables-to-roles.ts';
import { MeasureLookalikes1700000000037 } from './0037-measure-lookalikes.ts';
import { FindTopics1700000000052 } from './0052-find-topics.ts';
import { WeighQuality1700000000053 } from './0053-weigh-quality.ts';
import { FindCommunities1700000000054 } from './0054-find-communities.ts';

/** Every migration in order; the only list of them. */
export const migrations = [
  CreatePeopleAndContent1700000000001,
  CreateEvents1700000000002,
  CreateInterests1700000000003,
  CreateCampaigns1700000000004,
  CreateDecisions1700000000005,
  CreateCharges1700000000006,
  CreateBooks1700000000007,
  CreateAccess1700000000008,
  AddReportIndexes1700000000009,
  KeepConfiguration1700000000010,
  PackDecisions1700000000011,
  WidenCampaigns1700000000012,
  WidenPlacements1700000000013,
  PaceBudgets1700000000014,
  CreateAudiences1700000000015,
  LabelContent1700000000016,
  ForgetDecisions1700000000017,
  KeepHidesOfNobody1700000000018,
  EndEntriesOnce1700000000019,
  OpenBooksToOneRole1700000000020,
  KeepReconciliations1700000000021,
  ChainRecords1700000000022,
  IndexTraces1700000000023,
  DeepenCharges1700000000024,
  KeepJobFailures1700000000025,
  LearnOnline1700000000026,
  SaySinceWhen1700000000027,
  KeepEventIdentities1700000000028,
  DropEventDays1700000000029,
  IndexCredit1700000000033,
  KeepTheRevenueMode1700000000034,
  OpenTablesToRoles1700000000035,
  MeasureLookalikes1700000000037,
  FindTopics1700000000052,
  WeighQuality1700000000053,
  FindCommunities1700000000054,
];
