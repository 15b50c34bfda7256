export { SetRevenueMode } from './set-revenue-mode.ts';
export { ShowRevenueMode } from './show-revenue-mode.ts';
