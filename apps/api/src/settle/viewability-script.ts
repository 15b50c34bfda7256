/**
 * What a publisher's page loads as /viewability.js. It watches every element with `data-flywheel-token` (and `data-flywheel-kind="video"`
 * for films) and reports the impression when it stands in the page, the view by the Media Rating Council's guideline, a film's parts and
 * its two seconds, and what a person hides (`data-flywheel-hide="ad"` or `"advertiser"` on anything inside). It stores nothing on the
 * device and reads nothing but the element. A test keeps it under 3 KB when compressed.
 */
export const viewabilityScript = `(() => {
  'use strict';
  const server = new URL(document.currentScript ? document.currentScript.src : location.href).origin;
  const large = 242500;
  const measurable = 'IntersectionObserver' in window && typeof document.hasFocus === 'function';
  const ads = new Map();

  const send = (kind, ad, more) => {
    const body = JSON.stringify({ token: ad.token, occurredAt: new Date().toISOString(), ...more });
    const url = server + '/b/' + kind;
    if (kind !== 'impression' && navigator.sendBeacon && navigator.sendBeacon(url, body)) return;
    fetch(url, { method: 'POST', body, keepalive: true, credentials: 'omit' }).then(
      (answer) => answer.headers.get('x-flywheel-collapse') && collapse(ad),
      () => kind === 'impression' && navigator.sendBeacon && navigator.sendBeacon(url, body),
    );
  };

  // The content around it was relabelled after the decision: nobody sees it, nobody pays.
  const collapse = (ad) => {
    ad.element.hidden = true;
    forget(ad);
  };

  const forget = (ad) => {
    clearTimeout(ad.timer);
    if (observer) observer.unobserve(ad.element);
    ads.delete(ad.element);
  };

  const seen = (ad) => {
    ad.timer = 0;
    ad.done = true;
    const seenMs = Math.round(performance.now() - ad.since);
    if (ad.video) send('video', ad, { seenMs });
    send('viewable', ad, { seenMs });
    if (!ad.video && observer) observer.unobserve(ad.element);
  };

  // Without a break: whatever interrupts starts the time again.
  const judge = (ad) => {
    if (ad.done) return;
    const watched = document.visibilityState === 'visible' && document.hasFocus() && (!ad.video || ad.playing);
    if (watched && ad.ratio >= (ad.large && !ad.video ? 0.3 : 0.5)) {
      if (ad.timer) return;
      ad.since = performance.now();
      ad.timer = setTimeout(seen, ad.video ? 2000 : 1000, ad);
    } else if (ad.timer) {
      clearTimeout(ad.timer);
      ad.timer = 0;
    }
  };

  const judgeAll = () => ads.forEach(judge);

  const observer = measurable && new IntersectionObserver((entries) => {
    for (const { target, intersectionRatio, boundingClientRect: box } of entries) {
      const ad = ads.get(target);
      if (!ad) continue;
      ad.ratio = intersectionRatio;
      ad.large = box.width * box.height >= large;
      judge(ad);
    }
  }, { threshold: [0, 0.3, 0.5] });

  const play = (ad, video) => {
    const parts = { q25: 0.25, q50: 0.5, q75: 0.75 };
    const told = {};
    const part = (name) => {
      if (told[name]) return;
      told[name] = true;
      send('video', ad, { part: name });
    };
    const set = (playing) => () => {
      ad.playing = playing;
      if (playing) part('start');
      judge(ad);
    };
    video.addEventListener('playing', set(true));
    for (const stop of ['pause', 'waiting', 'seeking', 'ended', 'emptied']) video.addEventListener(stop, set(false));
    video.addEventListener('timeupdate', () => {
      for (const name in parts) if (video.currentTime >= video.duration * parts[name]) part(name);
    });
    video.addEventListener('ended', () => part('complete'));
    if (!video.paused && video.readyState > 2) set(true)();
  };

  const watch = (element, token, kind) => {
    if (ads.has(element)) return;
    const ad = { element, token, video: kind === 'video', ratio: 0, large: false, timer: 0, since: 0, done: false, playing: false };
    ads.set(element, ad);
    send('impression', ad, { measurable });
    element.addEventListener('click', (event) => {
      const hide = event.target.closest && event.target.closest('[data-flywheel-hide]');
      if (!hide || !element.contains(hide)) return;
      event.preventDefault();
      send('hide', ad, { scope: hide.dataset.flywheelHide === 'advertiser' ? 'advertiser' : 'ad' });
      collapse(ad);
    });
    const video = ad.video && (element.matches('video') ? element : element.querySelector('video'));
    if (video) play(ad, video);
    if (observer) observer.observe(element);
  };

  const attribute = 'data-flywheel-token';
  const scan = (root) => {
    if (root.nodeType !== 1) return;
    const found = [...root.querySelectorAll('[' + attribute + ']')];
    if (root.hasAttribute(attribute)) found.push(root);
    for (const each of found) watch(each, each.getAttribute(attribute), each.dataset.flywheelKind);
  };

  document.addEventListener('visibilitychange', judgeAll);
  addEventListener('focus', judgeAll);
  addEventListener('blur', judgeAll);
  scan(document.documentElement);
  new MutationObserver((changes) => {
    for (const change of changes) {
      change.addedNodes.forEach(scan);
      change.removedNodes.forEach((node) => ads.forEach((ad) => node.contains(ad.element) && !ad.element.isConnected && forget(ad)));
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
  window.flywheel = { watch };
})();
`;
