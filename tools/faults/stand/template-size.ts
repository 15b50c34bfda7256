/** What the template world holds. */
export const templateSize = { viewers: 500, posts: 40 };
