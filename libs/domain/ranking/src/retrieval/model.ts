/** What somebody touched: distinct item numbers, and how much each counts where a learner heeds it (1 unless said otherwise). */
export type History = { readonly items: Int32Array; readonly weights?: Float64Array };

/** Neighbours of every item by falling weight: those of item `i` are `at[start[i]] …`, each with its weight. */
export type Neighbours = { readonly start: Int32Array; readonly at: Int32Array; readonly weight: Float32Array };

/** How often each item was touched. */
export type PopularityModel = { readonly kind: 'pop'; readonly score: Float64Array };

/** Similar items, and how their weights were made. `sar` heeds the weights of a history, `itemitem` counts each item once. */
export type NeighbourModel = { readonly kind: 'sar' | 'itemitem'; readonly items: number; readonly neighbours: Neighbours };

/** EASE^R: a dense matrix over the hottest items. `hot[k]` is the item of its row and column k. */
export type EaseModel = { readonly kind: 'ease'; readonly items: number; readonly hot: Int32Array; readonly weight: Float32Array };

/** iALS: item factors by rows of `dimensions`, their Gram matrix, and what a new user's solve needs. */
export type IalsModel = {
  readonly kind: 'ials';
  readonly items: number;
  readonly dimensions: number;
  readonly factors: Float64Array;
  readonly gram: Float64Array;
  readonly alpha: number;
  readonly regularisation: number;
};

/** Several models whose standardised scores are summed with these weights. */
export type BlendModel = {
  readonly kind: 'blend';
  readonly parts: ReadonlyArray<{ readonly model: RetrievalModel; readonly weight: number }>;
};

/** Plain numbers and arrays: can be handed to a thread, stored and hashed. */
export type RetrievalModel = PopularityModel | NeighbourModel | EaseModel | IalsModel | BlendModel;
