/** What the platform or its moderators say of content, the mildest first. Unlabelled content is `safe`: labels come with moderation. */
export const contentLabels = ['safe', 'limited', 'sensitive', 'blocked'] as const;
export type ContentLabel = (typeof contentLabels)[number];

/** How much an ad set accepts around its ads: strict only what is safe, standard also limited, open also sensitive. Never blocked. */
export type SafetyTier = 'strict' | 'standard' | 'open';

/** Content as safety sees it. `creator` is a wire id or row id: the same kind as in the block lists. */
export type JudgedContent = { label: ContentLabel; nodes: readonly string[]; creator: string | undefined };

/** What an ad is kept away from. */
export type SafetyRules = { tier: SafetyTier; blockedNodes: ReadonlySet<string>; blockedCreators: ReadonlySet<string> };

const accepted = { strict: 0, standard: 1, open: 2 } as const;

/**
 * The first reason against the surroundings: the label of the content the slot stands in (620), a block list that names its node or
 * creator (622), or either of these in the content right before or after it (623). 0 = safe.
 */
export function safetyCode(
  rules: SafetyRules,
  content: JudgedContent | undefined,
  neighbours: readonly JudgedContent[] = [],
): 0 | 620 | 622 | 623 {
  if (content && !acceptsLabel(rules.tier, content.label)) return 620;
  if (content && isBlocked(rules, content)) return 622;
  return neighbours.some((each) => !acceptsLabel(rules.tier, each.label) || isBlocked(rules, each)) ? 623 : 0;
}

/** Whether an ad set of that tier may stand in or beside content so labelled. */
export function acceptsLabel(tier: SafetyTier, label: ContentLabel): boolean {
  return contentLabels.indexOf(label) <= accepted[tier];
}

function isBlocked({ blockedNodes, blockedCreators }: SafetyRules, { nodes, creator }: JudgedContent): boolean {
  return (creator !== undefined && blockedCreators.has(creator)) || nodes.some((node) => blockedNodes.has(node));
}
