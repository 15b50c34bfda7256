export { addOutcomes, forgetOutcomes, type MarketHour, type OutcomeHour } from './add-outcomes.ts';
export { moveCursor, readUncounted, type UncountedDecision } from './read-uncounted.ts';
export { readCampaignOutcomes, readMarket, type CampaignOutcome, type Market } from './read-outcomes.ts';
