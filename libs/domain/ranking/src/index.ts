export { bidPpb } from './bid-ppb.ts';
export { chancesOf, type Chances, type DeliveryCounts } from './chance.ts';
export { smoothedRatePpb, type Prior } from './smoothed-rate.ts';
