/** What the advertiser chose. */
export type ConfiguredStatus = 'draft' | 'active' | 'paused' | 'archived';

/** Where a creative stands in review. */
export type ReviewState = 'pending' | 'approved' | 'rejected';

/**
 * What is really the case: the choice, and whatever else stands in the way. `capped`: the day's budget is used up; `spent`: the whole one
 * is; `paced`: it serves, held back so that its budget lasts; `unreachable`: its audience holds too few people, or may not be
 * asked for.
 */
export type EffectiveStatus =
  | ConfiguredStatus
  | 'suspended'
  | 'rejected'
  | 'in_review'
  | 'ended'
  | 'scheduled'
  | 'spent'
  | 'unfunded'
  | 'capped'
  | 'paced'
  | 'unreachable';

/** Where in the tree something stands. */
export type Level = 'account' | 'campaign' | 'ad set' | 'ad';
