/** One theme of the synthetic site: its free tags and the words its posts and ads are made of. */
export type Topic = {
  readonly key: string;
  readonly tags: readonly string[];
  readonly subjects: readonly string[];
  readonly product: string;
};

const topic = (key: string, tags: string, subjects: string, product: string): Topic => ({
  key,
  tags: tags.split(' '),
  subjects: subjects.split(', '),
  product,
});

/** The themes people, creators and advertisers of the demo are drawn from; tags are plain words that the taxonomy maps to IAB nodes. */
export const topics: readonly Topic[] = [
  topic('cooking', 'cooking baking recipes', 'a one-pan dinner, sourdough at home, knife skills, a weeknight curry', 'kitchen knives'),
  topic('running', 'running fitness marathon', 'a first 10k, easy miles, hill repeats, race-day pacing', 'running shoes'),
  topic('gaming', 'gaming esports video-games', 'a speedrun route, co-op nights, indie gems, a boss without damage', 'game controllers'),
  topic('travel', 'travel hiking camping', 'a weekend by train, two days on a ridge, packing light, a lake at dawn', 'rail passes'),
  topic('technology', 'technology gadgets software', 'a small home server, mechanical keyboards, a tidy dotfile, battery tests', 'laptops'),
  topic('music', 'music guitar live-music', 'a four-chord song, recording at home, a loop pedal, the bridge', 'guitar strings'),
  topic('cinema', 'movies television documentary', 'a long take, the third act, practical effects, a quiet film', 'film tickets'),
  topic('football', 'football soccer sports', 'a back three, set pieces, the press, a late equaliser', 'match streaming'),
  topic('gardening', 'gardening houseplants home', 'tomatoes on a balcony, compost, pruning roses, a shade corner', 'seed boxes'),
  topic('photography', 'photography cameras art', 'street light, a fifty millimetre, film grain, portraits outdoors', 'camera bags'),
  topic('science', 'science space physics', 'a comet tonight, how tides work, prime gaps, a cheap spectrometer', 'science kits'),
  topic('books', 'books fantasy writing', 'a slow novel, map endpapers, short stories, a reading week', 'audio books'),
  topic('cars', 'cars motorcycles electric-vehicles', 'a winter range test, chain care, an old estate, track day', 'charging cables'),
  topic('pets', 'pets dogs cats', 'recall training, a shy cat, brushing routines, a long walk', 'pet food'),
  topic('fashion', 'fashion style sewing', 'a capsule wardrobe, mending denim, linen in summer, a first zip', 'sewing machines'),
  topic(
    'money',
    'personal-finance careers education',
    'a first budget, an index fund, asking for a raise, night school',
    'budget planners',
  ),
];
