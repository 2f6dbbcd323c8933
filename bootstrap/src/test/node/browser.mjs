// A person at headless Chromium: reads each page that comes, does what a person would do there, until the
// client's loopback address is reached. One browser context a person, so that cookies never mix.

import {chromium} from 'playwright-core';

const STEP_MILLISECONDS = 20_000;
/** Consent page and provider's form; a wrong password would come back for ever. */
const MOST_PAGES = 4;

/** The switches a container without a network needs; a fresh profile folder comes from playwright. */
const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launch() {
  return chromium.launch({
    executablePath: process.env.MXCP_TEST_CHROMIUM ?? '/usr/bin/chromium',
    args: [...SWITCHES, ...publicName()],
  });
}

/** What hosts.mjs does for Node. */
function publicName() {
  const {MXCP_TEST_HOST: name, MXCP_TEST_TLS_PORT: port} = process.env;
  return name ? [`--host-resolver-rules=MAP ${name}:443 127.0.0.1:${port}, MAP ${name} 127.0.0.1`] : [];
}

/**
 * Goes through the sign-in that `authorizationUrl` starts.
 *
 * @param browser from `launch`
 * @param options `person` ({username, password} for Keycloak's form, {number} for the demo's buttons, from 0), `decision`
 *     ('approve' or 'deny', on our consent page), `landing` (a promise that settles when the client's loopback
 *     address is called), `at` (async callback, called with the name of each page before it is answered:
 *     'consent', 'provider'), `screenshots` (a folder, or nothing)
 * @returns the names of the pages that were met, and their titles
 */
export async function signIn(browser, authorizationUrl, options) {
  // only Node knows the throw-away certificate of a public name
  const context = await browser.newContext({ignoreHTTPSErrors: Boolean(process.env.MXCP_TEST_HOST)});
  try {
    const page = await context.newPage();
    const problems = watch(page);
    const pages = [];
    let landed = false;
    options.landing.then(() => (landed = true), () => (landed = true));
    await page.goto(authorizationUrl, {timeout: STEP_MILLISECONDS});
    while (!landed) {
      const seen = await Promise.race([
        options.landing.then(() => 'landing'),
        nextPage(page, pages.length > 0 ? pages[pages.length - 1].mark : undefined),
      ]);
      if (seen === 'landing') {
        break;
      }
      pages.push({name: seen.name, title: await page.title(), mark: seen.mark, text: await text(page)});
      await picture(page, options, pages.length, seen.name);
      if (seen.name === 'error' || pages.length > MOST_PAGES) {
        throw new Error(`the browser does not get past ${page.url()}: ${await text(page)}`
          + ` (pages: ${pages.map(({name}) => name).join(', ')}; console: ${problems.join(' | ')})`);
      }
      await options.at?.(seen.name);
      await ANSWERS[seen.name](page, options);
    }
    return {
      pages: pages.map(({name, title, text}) => ({name, title, text})),
      problems,
      cookies: (await context.cookies()).map(({name, httpOnly, sameSite, path}) => ({name, httpOnly, sameSite, path})),
    };
  } finally {
    await context.close();
  }
}

const FORMS = [
  ['consent', 'form button[name="decision"]'],
  ['provider', '#kc-form-login #username, #kc-form-login #password'],
  ['person', 'form button[name="person"]'],
  ['account', 'form.user-form button.user-btn'],
  ['login', 'form input[name="login"][type="text"]'],
  ['permission', 'form input[name="prompt"][value="consent"]'],
];

const ANSWERS = {
  async consent(page, {decision}) {
    await click(page, page.getByRole('button', {name: decision === 'deny' ? 'Deny' : 'Allow', exact: true}));
  },
  async provider(page, {person}) {
    await page.fill('#username', person.username);
    await page.fill('#password', person.password);
    await click(page, page.locator('#kc-login'));
  },
  async person(page, {person}) {
    await click(page, page.locator('form button[name="person"]').nth(person.number));
  },
  // the package emulate
  async account(page, {person}) {
    await click(page, page.locator('form.user-form button.user-btn', {hasText: person.username}));
  },
  // the two pages of the package oidc-provider
  async login(page, {person}) {
    await page.fill('input[name="login"]', person.username);
    await page.fill('input[name="password"]', person.password);
    await click(page, page.locator('button[type="submit"]'));
  },
  async permission(page) {
    await click(page, page.locator('button[type="submit"]'));
  },
};

async function click(page, button) {
  await button.click({timeout: STEP_MILLISECONDS, noWaitAfter: true});
}

/** Waits for a document other than the last one, and says which of the known pages it is. */
async function nextPage(page, lastMark) {
  const deadline = Date.now() + STEP_MILLISECONDS;
  while (Date.now() < deadline) {
    const seen = await look(page);
    if (seen !== undefined && seen.mark !== lastMark) {
      return seen;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no next page within ${STEP_MILLISECONDS} ms; the browser shows ${page.url()}: ${await text(page)}`);
}

async function look(page) {
  try {
    const mark = await page.evaluate(() => document.readyState !== 'loading' && `${performance.timeOrigin} ${location.href}`);
    if (!mark || mark.endsWith('about:blank')) {
      return undefined;
    }
    for (const [name, selector] of FORMS) {
      if ((await page.locator(selector).count()) > 0) {
        return {name, mark};
      }
    }
    return {name: 'error', mark};
  } catch {
    return undefined; // between two documents there is nothing to look at
  }
}

function watch(page) {
  const problems = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  return problems;
}

async function text(page) {
  try {
    return (await page.locator('body').innerText({timeout: 1000})).replace(/\s+/g, ' ').slice(0, 2000);
  } catch {
    return '';
  }
}

async function picture(page, {screenshots}, number, name) {
  if (screenshots) {
    await page.screenshot({path: `${screenshots}/${number}-${name}.png`, fullPage: true});
  }
}
