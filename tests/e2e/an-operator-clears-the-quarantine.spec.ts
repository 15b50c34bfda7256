import { expect, test, type APIRequestContext } from '@playwright/test';
import { newPerson, signInAs, until } from './people.ts';
import { Platform } from './platform.ts';

/** An event about a post that nobody has told of, by a person whose id must not be seen. */
async function sendStray(request: APIRequestContext, post: string, id: string): Promise<void> {
  const told = await new Platform(request).send([
    { v: 1, id, kind: 'like', at: new Date().toISOString(), viewer: 'demo-viewer-1', content: post },
  ]);
  expect(told).toMatchObject({ received: 1 });
}

for (const scripts of [true, false]) {
  test(`an operator finds out why an event waits, and lets it in ${scripts ? 'with' : 'without'} scripts`, async ({ browser, request }) => {
    const post = `late-${Date.now().toString(36)}`;
    await sendStray(request, post, `stray-${post}`);
    const page = await newPerson(browser, { scripts });
    await signInAs(page, 'Operator');

    await test.step('the tail shows that it came, and nobody', async () => {
      await page.goto('/operator/tail');
      await page.getByLabel('Outcome').selectOption('quarantined');
      await page.getByRole('button', { name: 'Show' }).click();
      const row = page.getByRole('row').filter({ hasText: 'Quarantined: unknown content (content)' }).first();
      await expect(row).toContainText('like');
      await expect(page.getByRole('main')).not.toContainText('demo-viewer');
      await expect(page.getByRole('button', { name: 'Pause' })).toHaveCount(scripts ? 1 : 0);
      await row.getByRole('link').click();
      await expect(page.getByRole('heading', { level: 1, name: 'Quarantine' })).toBeVisible();
    });
    await test.step('its row names the field and hides the person', async () => {
      const row = page.getByRole('listitem').filter({ hasText: `stray-${post}` });
      await expect(row).toContainText('the field at fault is content');
      await row.getByText('What it holds').click();
      await expect(row).toContainText(`"content": "${post}"`);
      await expect(row).toContainText('"viewer": "(text of 13, hidden)"');
      await expect(row).not.toContainText('demo-viewer');
    });
    await test.step('a dry run tells that it would stay, and once the post is there that it would pass', async () => {
      await page.getByRole('button', { name: 'Dry run of unknown content' }).click();
      await expect(page.getByRole('row', { name: /^Unknown content Still quarantined Unknown content/ })).toBeVisible();
      const publishedAt = new Date(Date.now() - 60_000).toISOString();
      await new Platform(request).publish({ id: post, creator: 'demo-creator-1', title: 'Late', publishedAt });
      await page.getByRole('button', { name: 'Dry run of unknown content' }).click();
      await expect(page.getByRole('row', { name: /^Unknown content Stored/ })).toBeVisible();
      await expect(page.getByText('Dry run, nothing was changed')).toBeVisible();
    });
    await test.step('the replay stores it, and it waits no more', async () => {
      await page.getByText('Replay unknown content', { exact: true }).first().click();
      await page.getByRole('button', { name: 'Replay unknown content' }).click();
      await expect(page.getByRole('status').filter({ hasText: 'Replayed: of' })).toBeVisible();
      await until(page, () => expect(page.getByText(`stray-${post}`)).toHaveCount(0));
    });
  });
}
