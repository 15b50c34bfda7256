/** What the advertiser chose. */
export type ConfiguredStatus = 'draft' | 'active' | 'paused' | 'archived';

/** Where a creative stands in review. */
export type ReviewState = 'pending' | 'approved' | 'rejected';

/** What is really the case: the choice, and whatever else stands in the way. */
export type EffectiveStatus = ConfiguredStatus | 'suspended' | 'rejected' | 'in_review' | 'ended' | 'scheduled' | 'spent' | 'unfunded';
