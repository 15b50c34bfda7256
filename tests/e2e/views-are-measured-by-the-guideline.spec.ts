import { expect, test, type Page } from '@playwright/test';

type Sent = { kind: string; seenMs?: number; part?: string; measurable?: boolean; scope?: string };

/** A publisher's page with one ad of that size far below the fold, whose beacons are caught; time stands still until it is run. */
async function openPage(page: Page, ad: { width: number; height: number; video?: boolean }, collapse = false): Promise<Sent[]> {
  const script = await (await page.request.get('/viewability.js')).text();
  const sent: Sent[] = [];
  await page.route('http://publisher.example/**', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/viewability.js') return route.fulfill({ contentType: 'text/javascript', body: script });
    if (pathname.startsWith('/b/')) {
      const { token, ...told } = JSON.parse(route.request().postData() ?? '{}') as Omit<Sent, 'kind'> & { token: string };
      expect(token).toBe('the-token');
      sent.push({ kind: pathname.slice(3), ...told });
      const header = collapse ? { 'x-flywheel-collapse': '621' } : undefined;
      return route.fulfill({ status: 204, ...(header && { headers: header }) });
    }
    const video = ad.video ? ' data-flywheel-kind="video"><video></video>' : '><button data-flywheel-hide="advertiser">Hide</button>';
    const style = `style="width:${ad.width}px;height:${ad.height}px"`;
    return route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><body style="margin:0"><div style="height:3000px"></div>
        <div id="ad" data-flywheel-token="the-token" ${style}${video}</div><div style="height:3000px"></div>
        <script src="/viewability.js"></script></body>`,
    });
  });
  await page.setViewportSize({ width: 1200, height: 800 });
  await page.clock.install({ time: new Date('2026-05-05T12:00:00Z') });
  await page.goto('http://publisher.example/');
  await page.clock.pauseAt(new Date('2026-05-05T12:10:00Z'));
  await expect.poll(() => sent.length).toBe(1);
  return sent;
}

/** Scrolls until so much of the ad stands in the window at its lower edge, and lets the browser notice. */
async function show(page: Page, share: number): Promise<void> {
  await page.evaluate(async (part) => {
    const box = document.querySelector('#ad')?.getBoundingClientRect();
    if (box) scrollBy(0, box.top - innerHeight + Math.ceil(box.height * part));
    const next = (): Promise<void> =>
      new Promise((resolve) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve();
        channel.port2.postMessage(0);
      });
    // A second observer is told in the same turn as the script's own.
    await new Promise((resolve) => new IntersectionObserver(resolve).observe(document.body));
    await next();
  }, share);
  await page.waitForTimeout(100);
}

const kinds = (sent: readonly Sent[]): string[] => sent.map(({ kind, part }) => (part ? `${kind} ${part}` : kind));

test.describe('an ad in a page', () => {
  const small = { width: 300, height: 250 };

  test('counts as shown at once and says that it can be measured', async ({ page }) => {
    const sent = await openPage(page, small);
    expect(sent).toMatchObject([{ kind: 'impression', measurable: true }]);
  });

  test('with half of its pixels in sight for .99 s is not viewed, for 1.0 s it is', async ({ page }) => {
    const sent = await openPage(page, small);
    await show(page, 0.5);
    await page.clock.runFor(990);
    expect(kinds(sent)).toEqual(['impression']);
    await page.clock.runFor(10);
    await expect.poll(() => kinds(sent)).toEqual(['impression', 'viewable']);
    expect(sent[1]?.seenMs).toBe(1000);
    await page.clock.runFor(5000);
    expect(sent).toHaveLength(2);
  });

  test('with 49 % in sight is never viewed', async ({ page }) => {
    const sent = await openPage(page, small);
    await show(page, 0.49);
    await page.clock.runFor(10_000);
    expect(kinds(sent)).toEqual(['impression']);
  });

  test('is viewed in one piece: what leaves the window begins again', async ({ page }) => {
    const sent = await openPage(page, small);
    for (let turn = 0; turn < 3; turn += 1) {
      await show(page, 0.6);
      await page.clock.runFor(900);
      await show(page, 0.1);
    }
    expect(kinds(sent)).toEqual(['impression']);
    await show(page, 0.6);
    await page.clock.runFor(1000);
    await expect.poll(() => kinds(sent)).toEqual(['impression', 'viewable']);
  });

  test('in a window that lost its focus is not viewed', async ({ page, context }) => {
    const sent = await openPage(page, small);
    await page.evaluate(() => {
      Object.defineProperty(document, 'hasFocus', { value: () => false, configurable: true });
      dispatchEvent(new Event('blur'));
    });
    await show(page, 1);
    await page.clock.runFor(5000);
    expect(kinds(sent)).toEqual(['impression']);
    await page.evaluate(() => {
      Object.defineProperty(document, 'hasFocus', { value: () => true, configurable: true });
      dispatchEvent(new Event('focus'));
    });
    await page.clock.runFor(999);
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await page.clock.runFor(5000);
    expect(kinds(sent)).toEqual(['impression']);
    expect(context.pages()).toHaveLength(1);
  });

  test('of 242,500 pixels is viewed at 30 %, a smaller one is not', async ({ page }) => {
    const large = await openPage(page, { width: 970, height: 250 });
    await show(page, 0.3);
    await page.clock.runFor(1000);
    await expect.poll(() => kinds(large)).toEqual(['impression', 'viewable']);
  });

  test('of 242,499 pixels or fewer is not viewed at 30 %', async ({ page }) => {
    const smaller = await openPage(page, { width: 969, height: 250 });
    await show(page, 0.3);
    await page.clock.runFor(5000);
    expect(kinds(smaller)).toEqual(['impression']);
  });

  test('that a person hides goes away and says so', async ({ page }) => {
    const sent = await openPage(page, small);
    await show(page, 1);
    await page.getByRole('button', { name: 'Hide' }).click();
    await expect.poll(() => sent.at(-1)).toMatchObject({ kind: 'hide', scope: 'advertiser' });
    await expect(page.locator('#ad')).toBeHidden();
    await page.clock.runFor(5000);
    expect(kinds(sent)).toEqual(['impression', 'hide']);
  });

  test('whose surroundings were relabelled collapses', async ({ page }) => {
    await openPage(page, small, true);
    await expect(page.locator('#ad')).toBeHidden();
  });
});

test.describe('a film in a page', () => {
  const film = { width: 640, height: 360, video: true };
  const fire = (page: Page, event: string): Promise<void> =>
    page.evaluate((name) => void document.querySelector('video')?.dispatchEvent(new Event(name)), event);

  test('that played for 1.9 s is not viewed, for 2.0 s it is', async ({ page }) => {
    const sent = await openPage(page, film);
    await show(page, 1);
    await page.clock.runFor(5000);
    expect(kinds(sent)).toEqual(['impression']);
    await fire(page, 'playing');
    await page.clock.runFor(1900);
    expect(kinds(sent)).toEqual(['impression', 'video start']);
    await page.clock.runFor(100);
    await expect.poll(() => kinds(sent)).toEqual(['impression', 'video start', 'video', 'viewable']);
    expect(sent[2]?.seenMs).toBe(2000);
  });

  test('that halts begins again, and tells each quarter once', async ({ page }) => {
    const sent = await openPage(page, film);
    await show(page, 1);
    await fire(page, 'playing');
    await page.clock.runFor(1500);
    await fire(page, 'waiting');
    await page.clock.runFor(1500);
    expect(kinds(sent)).toEqual(['impression', 'video start']);
    await page.evaluate(() => {
      const video = document.querySelector('video');
      if (!video) return;
      Object.defineProperty(video, 'duration', { value: 20 });
      for (const at of [4.9, 5, 9, 10, 10, 15, 20]) {
        Object.defineProperty(video, 'currentTime', { value: at, configurable: true });
        video.dispatchEvent(new Event('timeupdate'));
      }
      video.dispatchEvent(new Event('ended'));
    });
    const parts = ['start', 'q25', 'q50', 'q75', 'complete'].map((part) => `video ${part}`);
    await expect.poll(() => kinds(sent)).toEqual(['impression', ...parts]);
  });
});
