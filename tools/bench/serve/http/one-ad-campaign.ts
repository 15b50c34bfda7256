/** A campaign of one ad that outbids whatever else a bench's world holds, for whom `targeting` names. */
export function oneAdCampaign({ name, targeting, now }: { name: string; targeting: object; now: number }): unknown {
  return {
    name,
    objective: 'reach',
    budgets: { dailyMicros: null, lifetimeMicros: '900000000' },
    schedule: { startsAt: new Date(now - 60_000).toISOString(), endsAt: null },
    adSets: [
      {
        name: 'set',
        goal: 'reach',
        billingEvent: 'impression',
        bidMicros: '90000000',
        targeting,
        ads: [{ name: 'ad', creative: { format: 'native_post', headline: name, landingUrl: 'https://bench.example/' } }],
      },
    ],
  };
}
