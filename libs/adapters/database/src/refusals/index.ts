export {
  allowInterest,
  forgetInterest,
  isInterest,
  leaveInterest,
  listRefusals,
  refuseInterest,
  type RefusedInterest,
} from './refused-interests.ts';
