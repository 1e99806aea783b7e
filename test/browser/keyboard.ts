import type { Page } from 'playwright-core';

const STOPS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';

/** Where the keyboard stands, and whether one can see that. */
export interface Standing {
  /** Place among the stops of the page in the order of the document; -1 when it is at none of them. */
  at: number;
  /** What it is called. */
  words: string;
  /** One can type into it or choose with it. */
  isBox: boolean;
  /** Its address, where it is a link. */
  href: string;
  /** Something is drawn round it or under it that was not there before. */
  isMarked: boolean;
  /** It lies within the screen, and nothing lies over it. */
  isInSight: boolean;
}

/**
 * Numbers the links, buttons and boxes that the Tab key has to reach, in the order of the document, and returns how
 * many there are. Of a group of radios it reaches the chosen one, or else the first.
 */
export async function countStops(page: Page): Promise<number> {
  return page.locator(STOPS).evaluateAll((all) => {
    const rivals = (one: (typeof all)[0]) =>
      all.filter(({ type, name, form }) => type === 'radio' && name === one.name && form === one.form);
    const isPassed = (one: (typeof all)[0]) => {
      if (one.type !== 'radio' || one.checked) return false;
      return rivals(one).some(({ checked }) => checked) || rivals(one)[0] !== one;
    };
    const reached = all.filter((one) => one.checkVisibility() && !one.disabled && !isPassed(one));
    reached.forEach((one, at) => {
      const { outline, boxShadow } = one.ownerDocument.defaultView.getComputedStyle(one);
      Object.assign(one, { stop: at, look: outline + boxShadow });
    });
    return reached.length;
  });
}

/** Presses the key that goes to the next stop, and says what is reached. */
export async function tab(page: Page): Promise<Standing> {
  await page.keyboard.press('Tab');
  return page.locator('html').evaluate((html) => {
    const { ownerDocument: document } = html;
    const { defaultView: window, activeElement: one } = document;
    const { outline, outlineStyle, outlineColor, boxShadow } = window.getComputedStyle(one);
    const isOutlined = outlineStyle !== 'none' && !/, 0\)$|transparent/.test(outlineColor);
    const isOther = outline + boxShadow !== one.look;
    const [box] = one.getClientRects();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const top = document.elementFromPoint(x, y);
    const isWithin =
      box.left >= 0 && box.right <= window.innerWidth && box.top >= 0 && y <= window.innerHeight;
    const label = one.labels?.[0] ?? one;
    return {
      at: one.stop ?? -1,
      words: label.innerText.trim(),
      isBox: 'value' in one && one.type !== 'submit',
      href: one.href ?? '',
      isMarked: isOther && (isOutlined || boxShadow !== 'none'),
      isInSight: isWithin && (one.contains(top) || top?.contains(one)),
    };
  });
}

/** Presses Tab until the keyboard stands at the link, button or box that is called so. */
export async function tabTo(page: Page, words: string | RegExp, kind?: 'box'): Promise<void> {
  await countStops(page);
  for (let presses = 0; presses < 200; presses++) {
    const standing = await tab(page);
    if (standing.at >= 0 && standing.words.match(words) && (standing.isBox || !kind)) return;
  }
  throw new Error(`The keyboard does not reach "${words}" on ${page.url()}.`);
}

/** Presses a key that leads to another page, and waits until that is there. */
export async function leave(page: Page, key = 'Enter'): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)]);
}

/** Returns the words and boxes of the page that lie, in whole or in part, beyond the sides of the screen. */
export async function lostSideways(page: Page): Promise<string[]> {
  return page.locator('body').evaluate((body) => {
    const { ownerDocument: document } = body;
    const window = document.defaultView;
    const isLost = ({ left, right, width }: { left: number; right: number; width: number }) =>
      width > 0 && (left < -1 || right > window.innerWidth + 1);
    const isHidden = (one: typeof body) =>
      !one.checkVisibility() || one.closest('.unseen, .skip, .stack thead');
    const boxes = [...body.querySelectorAll('input, select, textarea, button, img, iframe, svg')];
    const found = boxes.filter((one) => !isHidden(one) && isLost(one.getBoundingClientRect()));
    const walker = document.createTreeWalker(body, 4);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      if (!text.data.trim() || isHidden(text.parentElement)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      if ([...range.getClientRects()].some(isLost)) found.push(text.parentElement);
    }
    return found.map(({ outerHTML }) => outerHTML.slice(0, 200));
  });
}

/** Spaces the words of the page as WCAG 2.2 (1.4.12) says a reader may. */
export async function spaceOut(page: Page): Promise<void> {
  await page.locator('body *').evaluateAll((all) => {
    for (const { style, localName } of all) {
      style.setProperty('letter-spacing', '0.12em', 'important');
      style.setProperty('word-spacing', '0.16em', 'important');
      style.setProperty('line-height', '1.5', 'important');
      if (localName === 'p') style.setProperty('margin-bottom', '2em', 'important');
    }
  });
}
